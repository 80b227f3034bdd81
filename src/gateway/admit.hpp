// The gate: rate limits and budgets, all of them or none.
#pragma once

#include "control/governor.hpp"
#include "gateway/context.hpp"
#include "gateway/rejection.hpp"

#include <optional>

namespace wayfinder::gateway {

/// Takes the request's share of every limit and the most that it can cost from every budget, into
/// `context.share`. A budget that cannot carry the choice may move it to the cheapest priced model that the
/// caller may use, never to a dearer one.
std::optional<rejection> admit(request_context& context, control::governor& accounts);

/// For an answer out of the cache: it counts as a request, and costs neither tokens nor money.
std::optional<rejection> admit_free(request_context& context, control::governor& accounts);

} // namespace wayfinder::gateway
