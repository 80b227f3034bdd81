// Waiting on behalf of a client.
#pragma once

#include "net/heartbeat.hpp"

namespace wayfinder::net {

/// Returns at `until`, or within a beat of the hang-up of the client's socket: then `lapse::peer_gone`, else
/// `lapse::none`. A `client_socket` of -1 is nobody's.
asio::awaitable<lapse> pause_until(asio::io_context& context, heartbeat& beat, steady::time_point until,
                                   int client_socket);

} // namespace wayfinder::net
