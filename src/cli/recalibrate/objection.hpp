// Reasons not to replace the policy in force with a fit.
#pragma once

#include "cli/calibrate/outcome.hpp"
#include "cli/recalibrate/deployed.hpp"

#include <wayfinder/calibrate/policy_comparison.hpp>

#include <string>

namespace wayfinder::cli {

/// Why the fit should not be deployed; empty if there is no reason.
[[nodiscard]] std::string objection(deployed const& now, calibration_outcome const& outcome,
                                    calibrate::policy_comparison const& found);

} // namespace wayfinder::cli
