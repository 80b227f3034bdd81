// The differences between two texts, line by line.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::cli {

/// Lines prefixed with `-` and `+`, and three lines of context around each change; `...` stands for omitted
/// lines. Empty if the texts are equal.
std::string line_diff(std::string_view before, std::string_view after);

} // namespace wayfinder::cli
