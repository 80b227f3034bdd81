// Limits and budgets in reports.
#pragma once

#include "control/limits/governor.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace wayfinder::gateway {

/// `{"limit", "window", "on_breach", "spent", "reserved", "remaining"}` in dollars; null without a budget.
nlohmann::ordered_json budget_json(control::applied_limit const& held, control::governor const& accounts,
                                   control::budget_date today);

/// `{"rpm", "tpm", "window_seconds", "max_in_flight"}`, null for each one not limited; null without limits.
nlohmann::ordered_json rate_json(config::rate_limit const* limits);

} // namespace wayfinder::gateway
