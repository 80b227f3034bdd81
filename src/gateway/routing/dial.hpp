// The effect of the dial between cost and quality.
#pragma once

#include "control/savings/savings.hpp"

#include <wayfinder/router.hpp>

#include <string>

namespace wayfinder::gateway {

/// A savings report's JSON with a member `dial` appended: for each model of a skill policy the share of
/// requests for which it was `wanted` and that it `served`, pins, keys, budgets and failures included.
/// Unchanged for other policies.
std::string with_dial(std::string json, control::savings_report const& report, router const& routing);

} // namespace wayfinder::gateway
