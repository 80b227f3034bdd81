// Clients for whom there is no room.
#pragma once

#include "net/heartbeat.hpp"
#include "net/stream.hpp"

#include <string_view>

namespace wayfinder::net {

/// What a client hears for whom there is no room: 503 with Retry-After, or, where its handshake would begin,
/// the alert that ends it.
std::string_view no_room(bool encrypted);

/// Tells clients that get no session so, and forgets them. One per listener.
class turned_away {
public:
    turned_away(asio::io_context& context, heartbeat& beat) : context_{context}, beat_{beat} {}

    /// Never waits, and costs a socket and a small frame for a moment; nothing but the closing when many are
    /// being told already.
    void tell(stream_socket client, bool encrypted);

private:
    asio::awaitable<void> see_off(stream_socket client);

    asio::io_context& context_;
    heartbeat& beat_;
    std::size_t leaving_{};
};

} // namespace wayfinder::net
