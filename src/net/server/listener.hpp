// Accepts client connections from one socket for one worker.
#pragma once

#include "net/server/listening_socket.hpp"
#include "net/server/rejected_connections.hpp"
#include "net/server/session.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>

#include <memory>

namespace wayfinder::net {

class listener {
public:
    /// `spare_places`: connections accepted beyond limits.max_connections. Throws boost::system::system_error
    /// if the descriptor cannot be used.
    listener(asio::io_context& context, listening_socket where, heartbeat& beat, request_handler& handler,
             session_group& group, std::size_t spare_places = 0);

    /// New connections use these terms. Must be called before start().
    void adopt(std::shared_ptr<connection_terms const> terms) { terms_ = std::move(terms); }

    void start();
    void stop();

private:
    asio::awaitable<void> accept_loop();
    void serve(stream_socket socket, any_endpoint const& peer);

    asio::io_context& context_;
    asio::basic_socket_acceptor<asio::generic::stream_protocol> acceptor_;
    std::shared_ptr<connection_terms const> terms_;
    heartbeat& beat_;
    request_handler& handler_;
    session_group& group_;
    std::size_t spare_places_;
    rejected_connections rejected_;
};

} // namespace wayfinder::net
