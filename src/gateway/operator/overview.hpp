// GET /router/overview: how the gateway is doing since it started.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

/// Answers by status, latencies, what is in hand, the gateway's own budget and limits, and the routing in
/// force. Money by period is in /v1/savings.
net::asio::awaitable<void> show_overview(request_context& context, services const& lent);

} // namespace wayfinder::gateway
