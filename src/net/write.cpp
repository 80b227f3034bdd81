#include "net/write.hpp"

#include <algorithm>

namespace wayfinder::net {
namespace {

using buffer_span = std::span<asio::const_buffer const>;

/// Drops `count` bytes from the front; returns the buffers that are not yet empty.
std::span<asio::const_buffer> drop(std::span<asio::const_buffer> buffers, std::size_t count)
{
    while (!buffers.empty() && count >= buffers.front().size()) {
        count -= buffers.front().size();
        buffers = buffers.subspan(1);
    }
    if (!buffers.empty()) buffers.front() += count;
    return buffers;
}

} // namespace

std::span<asio::const_buffer> write_at_once(stream& out, std::span<asio::const_buffer> buffers,
                                            error_code& error)
{
    auto const left = drop(buffers, 0);
    return drop(left, out.write_now(left, error));
}

asio::awaitable<error_code> write_rest(stream& out, watch& guard, std::chrono::milliseconds patience,
                                       std::span<asio::const_buffer> left, steady::time_point latest)
{
    error_code error;
    while (!left.empty() && !error) {
        guard.expire_at(std::min(steady::now() + patience, latest));
        buffer_span const next{left};
        auto token = into(error);
        auto const written = co_await out.async_write_some(next, token);
        left = drop(left, written);
    }
    guard.disarm();
    co_return error;
}

} // namespace wayfinder::net
