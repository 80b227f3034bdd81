// What speaks against a fit in the place of what is in force.
#pragma once

#include "cli/calibrate/outcome.hpp"
#include "cli/recalibrate/deployed.hpp"

#include <wayfinder/calibrate/contest.hpp>

#include <string>

namespace wayfinder::cli {

/// Why the fit should not be deployed; empty when nothing speaks against it.
[[nodiscard]] std::string objection(deployed const& now, calibration_outcome const& outcome,
                                    calibrate::contest const& found);

} // namespace wayfinder::cli
