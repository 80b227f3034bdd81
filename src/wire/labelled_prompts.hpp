// Prompts labelled with models, one JSON object per line: data sets of `calibrate` and feedback logs.
#pragma once

#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/progress.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire {

/// A problem with a line. Line numbers start at 1.
struct line_problem {
    std::size_t line{};
    std::string message;
};

struct labelled_prompts {
    std::vector<calibrate::labelled_prompt> prompts;
    std::vector<line_problem> problems; ///< the first few; if there are none, the prompts are complete
};

/// Reads UTF-8 lines, each an object with a string `text`, a model name `label` and an optional `propensity`.
/// Other members and blank lines are ignored. Only LF ends a line: U+2028, U+2029 and U+0085 may appear
/// unescaped in strings. A step of `on_progress` is one byte.
[[nodiscard]] labelled_prompts read_labelled_prompts(std::string_view lines,
                                                     progress_listener const& on_progress = {});

} // namespace wayfinder::wire
