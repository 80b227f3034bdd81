// Reads what `calibrate` needs: the data, the options, the lexicon and the weights.
#pragma once

#include "cli/calibrate/refusal.hpp"
#include "cli/commands.hpp"
#include "cli/progress_bar.hpp"

#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/calibrate/fit.hpp>
#include <wayfinder/lexicon.hpp>
#include <wayfinder/router.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wayfinder::cli {

/// A calibration ready to run.
struct calibration_request {
    calibrate::dataset data;
    calibrate::options options;
    wayfinder::lexicon lexicon;
    std::vector<std::string> notes; ///< options that were given and have no effect
};

[[nodiscard]] std::variant<calibration_request, refusal> read_request(calibrate_options const& asked,
                                                                      progress_bar& bar);

/// Reads the lexicon and weights of a configuration, so that the fit decides the same at run time. An empty
/// name changes nothing.
[[nodiscard]] std::optional<refusal> read_configuration(std::string const& file, router& like);

/// Appends the labelled prompts of a JSON lines file, which must have at least one.
[[nodiscard]] std::optional<refusal>
read_dataset(std::string const& file, std::vector<calibrate::labelled_prompt>& prompts, progress_bar& bar);

/// Appends the labelled prompts of a log, which may be written to at the same time. If it ends in the middle
/// of a line, leaves that line out and adds the name of the file to `torn`.
[[nodiscard]] std::optional<refusal> read_log_file(std::string const& file,
                                                   std::vector<calibrate::labelled_prompt>& prompts,
                                                   progress_bar& bar, std::vector<std::string>& torn);

/// The request for these prompts, with features counted by the lexicon and scored by the weights of `like`.
[[nodiscard]] std::variant<calibration_request, refusal>
make_request(calibrate_options const& asked, std::vector<calibrate::labelled_prompt> const& prompts,
             router const& like, progress_bar& bar);

/// Describes a calibration's failure, with the flag and the remedy.
[[nodiscard]] refusal refusal_of(calibrate::failure const& failed, calibration_request const& request);

} // namespace wayfinder::cli
