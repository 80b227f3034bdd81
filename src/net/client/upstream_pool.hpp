// Upstream connections: kept alive, reused most recent first, dialled if none is idle.
#pragma once

#include "config/snapshot.hpp"
#include "delivery/idle_stack.hpp"
#include "net/client/name_cache.hpp"
#include "net/failure.hpp"
#include "net/stream.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <memory>
#include <string>
#include <unordered_map>

namespace wayfinder::net {

/// The target of a connection. Two peers share connections only if everything here is equal; `identity`
/// encodes all of it.
struct peer {
    std::string host;
    std::string port;
    std::shared_ptr<asio::ssl::context> trust; ///< null: plain HTTP
    std::string identity;
};

struct upstream_connection {
    upstream_connection(stream_socket socket, heartbeat& beat);

    stream io;
    watch_on<stream_socket> guard;
    boost::beast::flat_buffer input;
    bool reused{};
};

using connection_ptr = std::unique_ptr<upstream_connection>;

/// Per worker.
class upstream_pool {
public:
    upstream_pool(asio::io_context& context, heartbeat& beat);

    /// Whether connections may go to link-local addresses and metadata services; not by default.
    void allow_metadata_hosts(bool allowed) { metadata_allowed_ = allowed; }

    /// An idle connection that is still open, or null.
    connection_ptr take_idle(peer const& to);

    struct dialled {
        connection_ptr connection;
        net::failure failure;
    };

    /// Opens a new connection, including TLS: each step within its timeout, both by `latest`. `follow`: see
    /// name_cache.
    asio::awaitable<dialled> dial(peer const& to, config::timeouts const& patience, steady::time_point latest,
                                  int follow);

    /// Keeps a connection whose last answer was read to the end.
    void put_back(peer const& to, connection_ptr connection);

    /// Closes idle connections and keeps none from now on.
    void stop();

private:
    asio::awaitable<failure> connect(upstream_connection& with, peer const& to,
                                     std::vector<tcp::endpoint> where, steady::time_point deadline);
    [[nodiscard]] failure forbid_metadata(std::vector<tcp::endpoint>& where, std::string const& host) const;
    asio::awaitable<failure> handshake(upstream_connection& with, peer const& to,
                                       steady::time_point deadline);
    void sweep_later();

    asio::io_context& context_;
    heartbeat& beat_;
    name_cache names_;
    asio::steady_timer sweeper_;
    std::unordered_map<std::string, delivery::idle_stack<connection_ptr>> idle_;
    bool sweeping_{};
    bool stopped_{};
    bool metadata_allowed_{};
};

} // namespace wayfinder::net
