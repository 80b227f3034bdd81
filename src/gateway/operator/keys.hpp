// GET /router/keys: the virtual keys, what they may use and what they have used, paginated.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

/// Accepts `search` (in id or tag, ignoring case), `sort` (id, spent, budget or used), `page` from 1 and
/// `per_page` up to 200. Never contains a token or its hash.
net::asio::awaitable<void> show_keys(request_context& context, services const& provided);

} // namespace wayfinder::gateway
