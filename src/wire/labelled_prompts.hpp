// Prompts with the models that they deserve, one JSON object a line: data sets of `calibrate` and feedback
// logs.
#pragma once

#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/progress.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire {

/// What is wrong with a line. Lines count from 1.
struct line_problem {
    std::size_t line{};
    std::string message;
};

struct labelled_prompts {
    std::vector<calibrate::labelled_prompt> prompts;
    std::vector<line_problem> problems; ///< the first few; the prompts are complete when there is none
};

/// Reads UTF-8 lines, each an object with a string `text`, a model name `label` and perhaps a
/// `propensity`; other members are ignored, and so are blank lines. Lines end at LF alone: U+2028, U+2029 and
/// U+0085 may stand in a string as they are. A step of `told` is a byte.
[[nodiscard]] labelled_prompts read_labelled_prompts(std::string_view lines,
                                                     progress_listener const& told = {});

} // namespace wayfinder::wire
