// Shortcuts to calibrate and inspect the result.
#pragma once

#include "cli/calibrate/outcome.hpp"
#include "config/load.hpp"

#include <wayfinder/calibrate/fit.hpp>

#include <string>
#include <variant>
#include <vector>

namespace wayfinder::cli::testing {

/// The outcome as in the command, or the failure.
std::variant<calibration_outcome, calibrate::failure>
calibrated(calibrate::dataset const& data, calibrate::options const& options, lexicon const& terms = {});

/// A data set of one-word prompts and others: label, count, text.
struct repeated_prompt {
    std::string label;
    int times{};
    std::string text;
};
std::vector<calibrate::labelled_prompt> repeated(std::vector<repeated_prompt> const& prompts);

/// The result of loading a fragment with the real loader.
config::load_result loaded(std::string const& toml);

/// True if some remark contains the words.
bool any_mentions(std::vector<std::string> const& remarks, std::string_view words);

} // namespace wayfinder::cli::testing
