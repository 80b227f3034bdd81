// GET /router/fleet: the models, their prices and latencies, and the health of their endpoints.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

net::asio::awaitable<void> show_fleet(request_context& context, services const& provided);

} // namespace wayfinder::gateway
