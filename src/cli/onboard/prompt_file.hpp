// The prompts that somebody is to judge.
#pragma once

#include "wire/labelled_prompts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::cli {

struct prompt_lines {
    std::vector<std::string> prompts;         ///< each text once, in file order
    std::size_t repeats{};                    ///< lines left out because an earlier one has the same text
    std::vector<wire::line_problem> problems; ///< the prompts are complete when there is none
};

/// A prompt a line: as it stands, or, where the line starts with `{`, the string `text` of that JSON object.
/// Blank lines are skipped.
[[nodiscard]] prompt_lines read_prompt_lines(std::string_view lines);

} // namespace wayfinder::cli
