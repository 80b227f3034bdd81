// Requests that are routed against the score to collect unbiased labels.
#pragma once

#include "gateway/context.hpp"

namespace wayfinder::gateway {

/// Decides by the request's id whether a request that the score has routed goes to another eligible model of
/// the policy. Never where that would lose a conversation's prompt cache. Records the choice and its
/// probability.
void explore(request_context& context);

/// Back to the score's choice: a budget does not cover the other one.
void stop_exploring(route& chosen);

} // namespace wayfinder::gateway
