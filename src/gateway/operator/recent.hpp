// GET /router/recent: the last requests and how they were routed.
#pragma once

#include "control/ledger_entry.hpp"
#include "gateway/context.hpp"
#include "gateway/services.hpp"

#include <nlohmann/json_fwd.hpp>

namespace wayfinder::gateway {

/// One request, in the reference's shape with additions.
nlohmann::ordered_json recent_entry(control::ledger_entry const& entry);

/// Of all requests kept, `total` and `by_model`; of the newest, `recent` shows as many as the query's `limit`
/// says: 1 to 200, 50 if absent.
net::asio::awaitable<void> show_recent(request_context& context, services const& provided);

} // namespace wayfinder::gateway
