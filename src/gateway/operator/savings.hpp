// GET /v1/savings: savings from routing and the cache.
#pragma once

#include "gateway/chain.hpp"

namespace wayfinder::gateway {

/// Queries the ledger for the `period` of the query: today, 7d, 30d or all.
net::asio::awaitable<void> show_savings(request_context& context, services const& provided);

} // namespace wayfinder::gateway
