// A decision's cost and savings, estimated from the prompt's words: for debug answers, never for billing.
#pragma once

#include "config/snapshot.hpp"

#include <cstdint>
#include <string_view>

namespace wayfinder::gateway {

/// Amounts in `unit`, six decimals. The baseline is the most expensive model.
struct cost_estimate {
    double per_call{};
    double baseline{};
    double saved{};
    std::string_view unit;
    bool estimated{}; ///< no prices configured: models are on a ladder of relative units
};

/// Without any prices: evenly from 0.2 for the first model of the ladder to 1.0 for the last. A model not on
/// it counts as the last.
double relative_price(config::snapshot const& config, std::string_view model);

cost_estimate estimate_cost(config::snapshot const& config, std::string_view model, std::uint64_t words);

} // namespace wayfinder::gateway
