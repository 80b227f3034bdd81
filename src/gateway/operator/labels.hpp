// GET /router/labels: the verdicts so far, and how the prompts behind them score.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

/// By label, how many of its prompts score each hundredth from 0 to 1 under the routing in force: enough to
/// tell what any cut would do, and not a word of any prompt. Of long logs the newest part is read.
net::asio::awaitable<void> show_labels(request_context& context, services const& lent);

} // namespace wayfinder::gateway
