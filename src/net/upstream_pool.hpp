// Connections to upstreams: kept alive, reused youngest first, dialled when none is idle.
#pragma once

#include "config/snapshot.hpp"
#include "delivery/idle_stack.hpp"
#include "net/failure.hpp"
#include "net/name_cache.hpp"
#include "net/stream.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <memory>
#include <string>
#include <unordered_map>

namespace wayfinder::net {

/// Whom a connection leads to. Two peers share connections only when everything here is equal, which
/// `identity` spells out.
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

    /// Whether connections may lead to link-local addresses and metadata services; not, unless said so.
    void allow_metadata_hosts(bool allowed) { metadata_allowed_ = allowed; }

    /// An idle connection that still stands, or null.
    connection_ptr take_idle(peer const& to);

    struct dialled {
        connection_ptr connection;
        net::failure failure;
    };

    /// A new connection, TLS included: each within its patience, both by `latest`. `follow`: see name_cache.
    asio::awaitable<dialled> dial(peer const& to, config::timeouts const& patience, steady::time_point latest,
                                  int follow);

    /// Keeps a connection whose last answer was read to its end.
    void put_back(peer const& to, connection_ptr connection);

    /// Closes what is idle and keeps nothing from now on.
    void stop();

private:
    asio::awaitable<failure> connect(upstream_connection& to, std::vector<tcp::endpoint> where,
                                     steady::time_point deadline);
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
