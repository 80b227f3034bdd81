// POST /router/score: what a prompt would score, and where it would go. Nobody is asked, nothing is kept.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

/// Takes `{"text": "...", "wayfinder_tuning": {...}}`, the tuning optional.
net::asio::awaitable<void> show_score(request_context& context, services const& lent);

} // namespace wayfinder::gateway
