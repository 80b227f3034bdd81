// What is left of a client's limits, in the header fields that clients look for.
#pragma once

#include "control/governor.hpp"
#include "net/responder.hpp"

namespace wayfinder::gateway {

/// `X-RateLimit-Limit`, `-Remaining`, `-Reset` (seconds) of the requests, or where only tokens are limited of
/// those; OpenAI's `x-ratelimit-*-requests` and `-tokens`; `x-wayfinder-router-budget-remaining` in dollars.
void add_limits(control::allowances const& left, net::response_head& head);

} // namespace wayfinder::gateway
