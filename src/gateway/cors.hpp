// Calls from web pages of other origins (the CORS protocol of the Fetch standard).
#pragma once

#include "config/snapshot.hpp"
#include "net/server/request.hpp"
#include "net/server/responder.hpp"

#include <string_view>

namespace wayfinder::gateway {

/// Whether a page of the request's origin may call. Requests without an origin do not come from a page; a
/// page served by the gateway itself, under an address rather than a name, always may.
bool may_call(net::request const& incoming, config::gateway const& settings);

/// Whether the request can only come from this machine's own user: from loopback, addressed to an IP address
/// or `localhost` (no DNS name, which a stranger may point here), from no page but the gateway's own and
/// those whose origin is configured by name, and without forwarding headers.
bool is_local(net::request const& incoming, config::gateway const& settings);

/// Whether a page may have reached this machine under a DNS name of its own (DNS rebinding).
bool is_rebound(net::request const& incoming);

/// Whether this is a browser's preflight request.
bool is_preflight(net::request const& incoming);

/// Lets the page read the answer if its origin is configured.
void grant_reading(net::request const& incoming, config::gateway const& settings, net::response_head& head);

/// The response headers that a preflight asks for.
void grant_sending(net::request const& incoming, std::string_view methods, net::response_head& head);

} // namespace wayfinder::gateway
