// GET /router/overview: the gateway's state since it started.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

/// Answers by status, latencies, what is in flight, the gateway's own budget and limits, and the active
/// routing. Money by period is in /v1/savings.
net::asio::awaitable<void> show_overview(request_context& context, services const& provided);

} // namespace wayfinder::gateway
