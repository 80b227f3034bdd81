// Which models a request may be answered by, in order.
#pragma once

#include "config/delivery.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace wayfinder::delivery {

/// Models are named by their place in the file.
struct plan_question {
    std::size_t chosen{};
    std::span<std::vector<std::size_t> const> fallbacks; ///< by place of the model
    std::span<std::size_t const> ladder;                 ///< models of the tiers, cheapest first
    config::failover across{};
};

/// The choice; its fallbacks and theirs, depth first, each model once; then across the tiers from the choice
/// on, nearest first: `degrade` down, `escalate` up. A choice that is on no tier, or on a single one, crosses
/// none.
std::vector<std::size_t> make_plan(plan_question const& asked);

} // namespace wayfinder::delivery
