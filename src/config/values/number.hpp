// Conversion between numbers and text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::config {

/// The reference's syntax for environment variables: Python's float without `inf` and `nan`, that is,
/// surrounding blanks, a sign, an exponent, single underscores between digits. Always finite.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// A non-negative whole number in the same syntax: surrounding blanks, a plus sign, single underscores
/// between digits.
[[nodiscard]] std::optional<std::uint64_t> parse_count(std::string_view text);

/// The shortest text that reads back as the same number: "0.5", "3".
[[nodiscard]] std::string number_text(double value);

/// The decimal number of `number_text(value)` with its point moved this many places to the right, rounded
/// half up to a whole number. `value` must not be negative, and the result must fit.
[[nodiscard]] std::int64_t times_power_of_ten(double value, int places);

} // namespace wayfinder::config
