// Gathered writes whose patience is measured in progress, not in size.
#pragma once

#include "net/heartbeat.hpp"
#include "net/stream.hpp"

#include <chrono>
#include <span>

namespace wayfinder::net {

/// Writes what the system takes without waiting, which is most answers as a whole: an operation of the event
/// loop would cost them another turn. Returns the rest of the buffers, which it may change.
std::span<asio::const_buffer> write_at_once(stream& out, std::span<asio::const_buffer> buffers,
                                            error_code& error);

/// Writes every byte of that rest, `patience` for each step forward, until `latest` at the most. Asks the
/// watch nothing afterwards: the caller does.
asio::awaitable<error_code> write_rest(stream& out, watch& guard, std::chrono::milliseconds patience,
                                       std::span<asio::const_buffer> left,
                                       steady::time_point latest = steady::time_point::max());

} // namespace wayfinder::net
