// POST /router/score: a prompt's score and its route. No model is called, nothing is stored.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

/// Accepts `{"text": "...", "wayfinder_tuning": {...}}`, the tuning optional.
net::asio::awaitable<void> show_score(request_context& context, services const& provided);

} // namespace wayfinder::gateway
