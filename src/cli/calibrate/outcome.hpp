// The result of a calibration, and how it is shown.
#pragma once

#include "cli/calibrate/request.hpp"

#include <wayfinder/calibrate/assessment.hpp>
#include <wayfinder/calibrate/fit.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <variant>
#include <vector>

namespace wayfinder::cli {

struct calibration_outcome {
    calibration_request request;
    calibrate::fit fit;
    calibrate::assessment worth;
    std::string toml; ///< the fragment of a configuration
};

[[nodiscard]] std::variant<calibration_outcome, refusal> run_calibration(calibration_request request,
                                                                         progress_bar& bar);

/// Prints summary, figures and remarks on stderr.
void print_report(calibration_outcome const& outcome);

/// The reference's summary: the same keys in the same order, fractions with four decimals.
[[nodiscard]] nlohmann::ordered_json summary_json(calibration_outcome const& outcome);

/// The summary as the reference's single line: `key=value` separated by commas, values as Python prints them.
[[nodiscard]] std::string summary_line(nlohmann::ordered_json const& summary);

/// Compares the fit and the baselines on held-out prompts. Ends with a line break.
[[nodiscard]] std::string figures_table(calibration_outcome const& outcome);

/// Explanations of the figures and warnings, one or two sentences each.
[[nodiscard]] std::vector<std::string> remarks(calibration_outcome const& outcome);

/// The complete result, for programs.
[[nodiscard]] nlohmann::ordered_json outcome_json(calibration_outcome const& outcome);

/// A plot of quality against cost as a self-contained SVG, for light and dark pages.
[[nodiscard]] std::string outcome_svg(calibration_outcome const& outcome);

/// A share as a percentage: `65.8 %`.
[[nodiscard]] std::string percent(double share);

/// A baseline's display name. It includes the model if the baseline always chooses the same one.
[[nodiscard]] std::string title(calibrate::baseline which, calibration_outcome const& outcome);

} // namespace wayfinder::cli
