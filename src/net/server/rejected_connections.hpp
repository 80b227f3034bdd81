// Handles clients for whom there is no room.
#pragma once

#include "net/heartbeat.hpp"
#include "net/stream.hpp"

#include <string_view>

namespace wayfinder::net {

/// The message for a client when there is no room: a 503 with Retry-After, or, before a TLS handshake, the
/// alert that ends it.
std::string_view no_room(bool encrypted);

/// Sends that message to clients that get no session. One per listener.
class rejected_connections {
public:
    rejected_connections(asio::io_context& context, heartbeat& beat) : context_{context}, beat_{beat} {}

    /// Never blocks, and briefly uses a socket and a small coroutine frame. If many clients are already being
    /// turned away, closes the connection right after the message.
    void tell(stream_socket client, bool encrypted);

private:
    asio::awaitable<void> send_off(stream_socket client);

    asio::io_context& context_;
    heartbeat& beat_;
    std::size_t leaving_{};
};

} // namespace wayfinder::net
