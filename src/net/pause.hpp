// Waits on behalf of a client.
#pragma once

#include "net/heartbeat.hpp"

namespace wayfinder::net {

/// Returns `lapse::none` at `until`, or `lapse::peer_gone` within a beat after the client's socket hangs up.
/// A `client_socket` of -1 means no client.
asio::awaitable<lapse> pause_until(asio::io_context& context, heartbeat& beat, steady::time_point until,
                                   int client_socket);

} // namespace wayfinder::net
