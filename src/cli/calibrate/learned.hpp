// Learning from labelled prompts beyond the shipped weights: `--mode learned`.
#pragma once

#include "cli/calibrate/request.hpp"

#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/skill/artifact.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wayfinder::cli {

/// What labels teach a skill policy.
struct teaching {
    std::vector<std::string> models;     ///< from cheap to dear
    std::vector<double> dear_shares;     ///< as the labels have them
    std::optional<skill::artifact> file; ///< none below `skill::fewest_examples`
    std::vector<std::string> remarks;
};

/// The name of the file beside a configuration.
inline constexpr char const* learned_name = "wayfinder-router.learned";

/// Learns. `models` are from cheap to dear; when empty, labels are put in the order of their mean score.
[[nodiscard]] std::variant<teaching, refusal> teach(std::vector<calibrate::labelled_prompt> const& prompts,
                                                    std::vector<std::string> models, progress_bar& bar);

/// The fragment of a configuration; `learned` is the file's name as the configuration says it.
[[nodiscard]] std::string fragment_of(teaching const& taught, std::string const& learned);

/// `calibrate --mode learned`, from options to files; an exit code.
int calibrate_learned(calibrate_options const& options);

/// `recalibrate` for a skill policy: writes the learned file that `configuration` names, or says that it
/// should name one. Nothing is written when the labels bear nothing, unless forced.
int relearn(std::filesystem::path const& configuration, std::string_view document,
            std::vector<std::string> models, std::vector<calibrate::labelled_prompt> const& prompts,
            recalibrate_options const& options);

} // namespace wayfinder::cli
