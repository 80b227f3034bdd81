#include "net/write.hpp"

#include <algorithm>
#include <span>

namespace wayfinder::net {
namespace {

using buffer_span = std::span<asio::const_buffer const>;

/// Drops `count` bytes from the front; returns the buffers that still hold something.
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

asio::awaitable<error_code> write_all(stream& out, watch& guard, std::chrono::milliseconds patience,
                                      std::vector<asio::const_buffer>& buffers, steady::time_point latest)
{
    error_code error;
    auto left = drop(buffers, 0);
    // Most answers go out right here: an operation of the event loop would cost it another turn.
    left = drop(left, out.write_now(left, error));
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
