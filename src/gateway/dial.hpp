// What the dial between cost and quality has done.
#pragma once

#include "control/savings.hpp"

#include <wayfinder/router.hpp>

#include <string>

namespace wayfinder::gateway {

/// A savings report's JSON with a member `dial` behind it: for each model of a skill policy the share of the
/// requests that it was `wanted` for and that it `served`, pins, keys, budgets and failures included. For
/// other policies the report as it is.
std::string with_dial(std::string json, control::savings_report const& report, router const& routing);

} // namespace wayfinder::gateway
