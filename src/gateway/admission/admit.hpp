// Admission: applies all rate limits and budgets, or none of them.
#pragma once

#include "control/limits/governor.hpp"
#include "gateway/context.hpp"
#include "gateway/rejection.hpp"

#include <cstddef>
#include <optional>

namespace wayfinder::gateway {

/// Reserves the request's share of every limit and its maximum cost in every budget, in `context.share`. A
/// budget that cannot cover the choice may move it to the cheapest priced model that the caller may use and
/// that fits the prompt, never to a more expensive one.
optional_rejection admit(request_context& context, control::governor& accounts);

/// Moves the reservation in `context.share` to another model, at that model's maximum cost. False if a budget
/// does not cover it, or if a budget has degraded the choice and the other model is more expensive.
bool move_reservation(request_context& context, std::size_t model);

/// Reserves the maximum cost of a second model call for the same request in every budget.
std::optional<control::admission> reserve_again(request_context const& context, control::governor& accounts,
                                                std::size_t model);

/// For a cached answer: it counts as a request and costs no tokens or money.
optional_rejection admit_free(request_context& context, control::governor& accounts);

} // namespace wayfinder::gateway
