// GET /v1/models and /v1/models/{id}.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

/// The directives, then the configured models that the caller may use, in file order.
net::asio::awaitable<void> list_models(request_context& context, services const& provided);

/// One of these; 404 for any other.
net::asio::awaitable<void> show_model(request_context& context, services const& provided);

} // namespace wayfinder::gateway
