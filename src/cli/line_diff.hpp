// What differs between two texts, line by line.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::cli {

/// Lines with `-` and `+` before them, and three lines around each change for orientation; `...` stands for
/// what is left out. Empty when the texts are equal.
std::string line_diff(std::string_view before, std::string_view after);

} // namespace wayfinder::cli
