// Calls from web pages of other origins (the CORS protocol of the Fetch standard).
#pragma once

#include "config/snapshot.hpp"
#include "net/request.hpp"
#include "net/responder.hpp"

#include <string_view>

namespace wayfinder::gateway {

/// Whether a page of the request's origin may call. Requests without an origin do not come from a page; a
/// page that the gateway itself has served, under an address rather than a name, always may.
bool may_call(net::request const& incoming, config::gateway const& settings);

/// Whether the request can only come from this machine's own user: from loopback, asked for under an address
/// or `localhost` rather than a name that a stranger's DNS may point here, from no page but its own and those
/// whose origin is configured by its name, and through no proxy that says so.
bool is_local(net::request const& incoming, config::gateway const& settings);

/// Whether a page may have reached this machine under a name of its own: DNS rebinding.
bool is_rebound(net::request const& incoming);

/// Whether a browser asks for leave before it sends the request proper.
bool is_preflight(net::request const& incoming);

/// Lets the page read the answer, where its origin is configured.
void grant_reading(net::request const& incoming, config::gateway const& settings, net::response_head& head);

/// The leave that a preflight asks for.
void grant_sending(net::request const& incoming, std::string_view methods, net::response_head& head);

} // namespace wayfinder::gateway
