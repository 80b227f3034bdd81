// Gathered writes whose timeout applies to progress, not to the total.
#pragma once

#include "net/heartbeat.hpp"
#include "net/stream.hpp"

#include <chrono>
#include <span>

namespace wayfinder::net {

/// Writes what the system accepts without waiting, which for most answers is everything; an asynchronous
/// write would cost another turn of the event loop. Returns the remaining buffers, which it may modify.
std::span<asio::const_buffer> write_at_once(stream& out, std::span<asio::const_buffer> buffers,
                                            error_code& error);

/// Writes all of the remaining buffers, with `patience` for each step, but not beyond `latest`. Does not
/// check the watch afterwards: the caller does.
asio::awaitable<error_code> write_rest(stream& out, watch& guard, std::chrono::milliseconds patience,
                                       std::span<asio::const_buffer> left,
                                       steady::time_point latest = steady::time_point::max());

} // namespace wayfinder::net
