// GET /router/labels: the verdicts so far and the scores of their prompts.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

/// For each label, how many of its prompts score in each hundredth from 0 to 1 under the active routing:
/// enough to see the effect of any cut, without any prompt text. Of long logs the newest part is read.
net::asio::awaitable<void> show_labels(request_context& context, services const& provided);

} // namespace wayfinder::gateway
