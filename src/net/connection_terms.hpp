// On which terms a listener takes connections. A reload makes new ones; connections keep theirs.
#pragma once

#include "config/listening.hpp"
#include "net/asio.hpp"
#include "net/request.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace wayfinder::net {

/// Whom a connection or a request is from, as far as the gateway believes it.
struct client_origin {
    asio::ip::address address; ///< unspecified: somebody who has none that counts
    bool trusted{};            ///< a proxy of `trusted_proxies`, whose word on others is taken

    /// Whose connections are counted together: unspecified for a proxy, which has those of many.
    [[nodiscard]] asio::ip::address counted() const { return trusted ? asio::ip::address{} : address; }
};

struct connection_terms {
    config::listening settings;
    std::shared_ptr<asio::ssl::context> identity; ///< null: plain HTTP

    /// The other end of a connection.
    [[nodiscard]] client_origin origin_of(any_endpoint const& peer) const;

    /// Whether a connection from there is to be encrypted: nobody listens in on a Unix socket, which is where
    /// somebody without an address comes in.
    [[nodiscard]] bool encrypts(client_origin const& peer) const
    {
        return identity && !peer.address.is_unspecified();
    }

    /// Of an address that a trusted proxy speaks for. Loopback is none that anybody else can speak for: it is
    /// taken as unspecified, so that nobody is let in as a neighbour on hearsay.
    [[nodiscard]] client_origin origin_of(config::address_bytes const& claimed) const;

    /// Whom a request is from that came by this connection: the first hop that is no trusted proxy, seen from
    /// here. Unspecified where a trusted proxy has written down something else than an address.
    [[nodiscard]] asio::ip::address client_of(request const& incoming, client_origin const& by) const;
};

/// Throws std::runtime_error, naming the key and the file, when a certificate cannot be used.
std::shared_ptr<connection_terms const> make_connection_terms(config::listening settings);

} // namespace wayfinder::net
