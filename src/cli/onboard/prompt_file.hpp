// The prompts to be judged.
#pragma once

#include "wire/labelled_prompts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::cli {

struct prompt_lines {
    std::vector<std::string> prompts;         ///< each text once, in file order
    std::size_t repeats{};                    ///< lines skipped because an earlier one has the same text
    std::vector<wire::line_problem> problems; ///< if empty, the prompts are complete
};

/// One prompt per line: literally or, if the line starts with `{`, the string `text` of that JSON object.
/// Blank lines are skipped.
[[nodiscard]] prompt_lines read_prompt_lines(std::string_view lines);

} // namespace wayfinder::cli
