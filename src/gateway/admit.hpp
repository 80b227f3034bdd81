// The gate: rate limits and budgets, all of them or none.
#pragma once

#include "control/governor.hpp"
#include "gateway/context.hpp"
#include "gateway/rejection.hpp"

#include <cstddef>
#include <optional>

namespace wayfinder::gateway {

/// Takes the request's share of every limit and the most that it can cost from every budget, into
/// `context.share`. A budget that cannot carry the choice may move it to the cheapest priced model that the
/// caller may use and that holds the prompt, never to a dearer one.
maybe_refused admit(request_context& context, control::governor& accounts);

/// Another model is to be asked in place of the one that `context.share` is for: reserves the most that that
/// one can cost instead. False where a budget does not carry it, or where one has degraded the choice and the
/// other is dearer.
bool move_reservation(request_context& context, std::size_t model);

/// A second call of a model for the same request: the most that it can cost, from every budget.
std::optional<control::admission> reserve_again(request_context const& context, control::governor& accounts,
                                                std::size_t model);

/// For an answer out of the cache: it counts as a request, and costs neither tokens nor money.
maybe_refused admit_free(request_context& context, control::governor& accounts);

} // namespace wayfinder::gateway
