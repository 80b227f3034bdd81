// Accepts client connections for one worker.
#pragma once

#include "net/session.hpp"
#include "net/turned_away.hpp"

#include <string>

namespace wayfinder::net {

/// Resolves and probes the address, so that a port somebody else listens on is an error although the workers'
/// own listeners share theirs by SO_REUSEPORT. Throws boost::system::system_error.
tcp::endpoint choose_endpoint(std::string const& host, std::uint16_t port);

class listener {
public:
    /// `spare_places`: connections taken beyond limits.max_connections. Throws boost::system::system_error
    /// when the endpoint cannot be bound.
    listener(asio::io_context& context, tcp::endpoint const& where, heartbeat& beat, request_handler& handler,
             session_group& group, std::size_t spare_places = 0);

    void start();
    void stop();

    /// With the port that the system chose where 0 was asked for.
    [[nodiscard]] tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

private:
    asio::awaitable<void> accept_loop();
    void serve(tcp::socket socket);

    asio::io_context& context_;
    tcp::acceptor acceptor_;
    heartbeat& beat_;
    request_handler& handler_;
    session_group& group_;
    std::size_t spare_places_;
    turned_away turned_away_;
};

} // namespace wayfinder::net
