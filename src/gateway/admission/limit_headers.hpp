// A client's remaining limits, in the header fields that clients look for.
#pragma once

#include "control/limits/governor.hpp"
#include "net/server/responder.hpp"

namespace wayfinder::gateway {

/// `X-RateLimit-Limit`, `-Remaining`, `-Reset` (seconds) for requests, or for tokens if only those are
/// limited; OpenAI's `x-ratelimit-*-requests` and `-tokens`; `x-wayfinder-router-budget-remaining` in
/// dollars.
void add_limits(control::allowances const& left, net::response_head& head);

} // namespace wayfinder::gateway
