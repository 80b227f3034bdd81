// Gathered writes whose patience is measured in progress, not in size.
#pragma once

#include "net/heartbeat.hpp"
#include "net/stream.hpp"

#include <chrono>
#include <vector>

namespace wayfinder::net {

/// Writes every byte, `patience` for each step forward, until `latest` at the most. Asks the watch nothing
/// afterwards: the caller does. The buffers are consumed.
asio::awaitable<error_code> write_all(stream& out, watch& guard, std::chrono::milliseconds patience,
                                      std::vector<asio::const_buffer>& buffers,
                                      steady::time_point latest = steady::time_point::max());

} // namespace wayfinder::net
