// Clients for whom there is no room.
#pragma once

#include "net/heartbeat.hpp"
#include "net/stream.hpp"

namespace wayfinder::net {

/// Answers 503 with Retry-After to clients that get no session, and forgets them. One per listener.
class turned_away {
public:
    turned_away(asio::io_context& context, heartbeat& beat) : context_{context}, beat_{beat} {}

    /// Never waits, and costs a socket and a small frame for a moment; nothing but the closing when many are
    /// being told already.
    void tell(stream_socket client);

private:
    asio::awaitable<void> see_off(stream_socket client);

    asio::io_context& context_;
    heartbeat& beat_;
    std::size_t leaving_{};
};

} // namespace wayfinder::net
