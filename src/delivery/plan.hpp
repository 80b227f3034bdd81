// The models that may answer a request, in order.
#pragma once

#include "config/delivery.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace wayfinder::delivery {

/// Models are identified by their position in the file.
struct plan_question {
    std::size_t chosen{};
    std::span<std::vector<std::size_t> const> fallbacks; ///< by the model's position
    std::span<std::size_t const> ladder;                 ///< models of the tiers, cheapest first
    config::failover across{};
};

/// The chosen model; its fallbacks and theirs, depth first, each model once; then the tiers from the choice
/// on, nearest first: `degrade` goes down, `escalate` up. If the choice is on no tier, or there is only one,
/// no tiers are added.
std::vector<std::size_t> make_plan(plan_question const& asked);

} // namespace wayfinder::delivery
