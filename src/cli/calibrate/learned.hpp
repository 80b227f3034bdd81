// Learning from labelled prompts beyond the shipped weights: `--mode learned`.
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

/// What labels teach a skill policy.
struct learning_result {
    std::vector<std::string> models;     ///< from cheap to dear
    std::vector<std::size_t> labels;     ///< how many, by model
    std::vector<double> dear_shares;     ///< as the labels have them
    double effective{};                  ///< labels of equal weight that tell as much
    std::optional<skill::artifact> file; ///< none below `skill::fewest_examples`
    std::vector<std::string> remarks;

    [[nodiscard]] std::size_t count() const;
    /// Whether labels that were not shown bear what was learned.
    [[nodiscard]] bool holds() const { return file && file->what.evidence > 0; }
};

/// Learns. `models` are from cheap to dear; when empty, labels are put in the order of their mean score.
[[nodiscard]] std::variant<learning_result, refusal>
teach(std::vector<calibrate::labelled_prompt> const& prompts, std::vector<std::string> models,
      progress_bar& bar);

/// The fragment of a configuration; `learned` is the file's name as the configuration says it, empty for
/// none.
[[nodiscard]] std::string fragment_of(learning_result const& taught, std::string_view learned);

/// Why labels that are too few teach nothing.
[[nodiscard]] std::string scarcity_of(learning_result const& taught);

/// The options among these that change nothing of what is learned.
[[nodiscard]] std::vector<std::string> idle_options(calibrate_options const& asked);

/// `calibrate --mode learned`, from options to files; an exit code.
int calibrate_learned(calibrate_options const& options);

/// `recalibrate` for a skill policy: writes the learned file that `configuration` names, or says that it
/// should name one. Nothing is written when the labels bear nothing, unless forced.
int relearn(std::filesystem::path const& configuration, std::string_view document,
            skill::policy const& in_force, std::vector<calibrate::labelled_prompt> const& prompts,
            recalibrate_options const& options);

} // namespace wayfinder::cli
