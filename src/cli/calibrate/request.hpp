// What `calibrate` was asked: the data, the options, and where the terms and weights come from.
#pragma once

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

/// Why there is none: what to say on stderr, and the exit code.
struct refusal {
    std::vector<std::string> messages;
    int code{};
};

[[nodiscard]] std::variant<calibration_request, refusal> read_request(calibrate_options const& asked,
                                                                      progress_bar& bar);

/// What of a file is read: a log may be written to meanwhile, and end in the middle of a line.
enum class extent : unsigned char { all, whole_lines };

/// Appends the labelled prompts of a JSON lines file.
[[nodiscard]] std::optional<refusal> read_prompts(std::string const& file,
                                                  std::vector<calibrate::labelled_prompt>& prompts,
                                                  progress_bar& bar, extent how_far = extent::all);

/// The request for prompts that are there, counted and scored as `like` does.
[[nodiscard]] std::variant<calibration_request, refusal>
make_request(calibrate_options const& asked, std::vector<calibrate::labelled_prompt> const& prompts,
             router const& like, progress_bar& bar);

/// Says on stderr what is wrong; the exit code.
int refuse(refusal const& wrong);

/// A calibration's failure in words that name the flag and the remedy.
[[nodiscard]] refusal refusal_of(calibrate::failure const& failed, calibration_request const& request);

} // namespace wayfinder::cli
