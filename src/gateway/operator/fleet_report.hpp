// GET /router/fleet: the models, what they cost, how quick they are, and which of their endpoints are well.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

net::asio::awaitable<void> show_fleet(request_context& context, services const& lent);

} // namespace wayfinder::gateway
