// Short ways to calibrate and to look at what came of it.
#pragma once

#include "cli/calibrate/outcome.hpp"
#include "config/load.hpp"

#include <wayfinder/calibrate/fit.hpp>

#include <string>
#include <variant>
#include <vector>

namespace wayfinder::cli::testing {

/// The outcome as the command has it, or the failure.
std::variant<calibration_outcome, calibrate::failure>
calibrated(calibrate::dataset const& data, calibrate::options const& options, lexicon const& terms = {});

/// A data set of one-word prompts and others: label, times, text.
struct repeated_prompt {
    std::string label;
    int times{};
    std::string text;
};
std::vector<calibrate::labelled_prompt> repeated(std::vector<repeated_prompt> const& prompts);

/// What the real loader makes of a fragment.
config::load_result loaded(std::string const& toml);

/// True when some remark holds the words.
bool any_mentions(std::vector<std::string> const& remarks, std::string_view words);

} // namespace wayfinder::cli::testing
