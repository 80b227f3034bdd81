// `--mode learned`: learns words and corrections of the shipped weights from labelled prompts.
#pragma once

#include "cli/calibrate/request.hpp"

#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/skill/artifact.hpp>
#include <wayfinder/skill/policy.hpp>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wayfinder::cli {

/// What was learned from labels.
struct learning_result {
    std::vector<std::string> models;     ///< from cheap to dear
    std::vector<std::size_t> labels;     ///< number of labels per model
    std::vector<double> dear_shares;     ///< per model but the cheapest: labelled for it or a dearer one
    double effective{};                  ///< effective number of labels
    std::optional<skill::artifact> file; ///< none with fewer than `skill::fewest_examples` labels
    std::vector<std::string> remarks;

    [[nodiscard]] std::size_t count() const;
    /// Whether held-out labels support what was learned.
    [[nodiscard]] bool holds() const { return file && file->what.evidence > 0; }
};

/// Learns from labels. `models` are from cheap to dear; if empty, labels are sorted by mean score.
[[nodiscard]] std::variant<learning_result, refusal>
teach(std::vector<calibrate::labelled_prompt> const& prompts, std::vector<std::string> models,
      progress_bar& bar);

/// The fragment of a configuration. `learned` is the name of the learned file in it; empty: it names none.
[[nodiscard]] std::string fragment_of(learning_result const& taught, std::string_view learned);

/// Says that there are too few labels to learn from.
[[nodiscard]] std::string scarcity_of(learning_result const& taught);

/// Notes on given options that have no effect on what is learned.
[[nodiscard]] std::vector<std::string> idle_options(calibrate_options const& asked);

/// Runs `calibrate --mode learned` and returns the exit code.
int calibrate_learned(calibrate_options const& options);

/// `recalibrate` for a skill policy: writes the learned file that `configuration` names. If it names none,
/// writes one beside it and says what to add. Writes nothing if the labels do not support any change, unless
/// forced.
int relearn(std::filesystem::path const& configuration, std::string_view document,
            skill::policy const& in_force, std::vector<calibrate::labelled_prompt> const& prompts,
            recalibrate_options const& options);

} // namespace wayfinder::cli
