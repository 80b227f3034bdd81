// GET /router/models: each model's address and whether its key is set; never the key.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

net::asio::awaitable<void> show_targets(request_context& context, services const& provided);

} // namespace wayfinder::gateway
