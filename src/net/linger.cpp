#include "net/linger.hpp"

#include <algorithm>
#include <array>

namespace wayfinder::net {
namespace {

constexpr std::chrono::seconds patience{2};
// The input is discarded; this is as much as should be kept in a coroutine frame.
constexpr std::size_t step = 8192;

} // namespace

asio::awaitable<void> linger(stream& from, watch& guard, std::size_t most)
{
    std::array<char, step> discarded; // NOLINT: never read
    guard.expire_after(patience);
    error_code error;
    while (!error && most > 0 && guard.lapsed() == lapse::none) {
        auto token = into(error);
        auto const space = asio::buffer(discarded);
        auto const got = co_await from.socket().async_read_some(space, token); // encrypted or not
        most -= std::min(most, got);
    }
    guard.disarm();
}

} // namespace wayfinder::net
