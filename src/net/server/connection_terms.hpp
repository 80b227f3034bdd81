// The settings under which a listener accepts connections. A reload creates new ones; existing connections
// keep theirs.
#pragma once

#include "config/listening.hpp"
#include "net/asio.hpp"
#include "net/server/request.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace wayfinder::net {

/// The origin of a connection or request, as far as the gateway trusts it.
struct client_origin {
    asio::ip::address address; ///< unspecified: a client without a usable address
    bool trusted{};            ///< a proxy in `trusted_proxies`, whose statements about clients are believed

    /// The address that connections are counted under: unspecified for a proxy, which carries those of many
    /// clients.
    [[nodiscard]] asio::ip::address counted() const { return trusted ? asio::ip::address{} : address; }
};

struct connection_terms {
    config::listening settings;
    std::shared_ptr<asio::ssl::context> identity; ///< null: plain HTTP

    /// The origin of a connection, by the other end's address.
    [[nodiscard]] client_origin origin_of(any_endpoint const& peer) const;

    /// Whether a connection from this peer must be encrypted. Unix sockets, whose peers have no address,
    /// cannot be eavesdropped on.
    [[nodiscard]] bool encrypts(client_origin const& peer) const
    {
        return identity && !peer.address.is_unspecified();
    }

    /// The origin for an address that a trusted proxy reports. A loopback address is treated as unspecified:
    /// nobody else can vouch for it, so no client becomes local on a proxy's word.
    [[nodiscard]] client_origin origin_of(config::address_bytes const& claimed) const;

    /// The origin of a request on this connection: the first hop, seen from here, that is not a trusted
    /// proxy. Unspecified if a trusted proxy reported something other than an address.
    [[nodiscard]] asio::ip::address client_of(request const& incoming, client_origin const& by) const;
};

/// Throws std::runtime_error, naming the key and the file, if a certificate cannot be used.
std::shared_ptr<connection_terms const> make_connection_terms(config::listening settings);

} // namespace wayfinder::net
