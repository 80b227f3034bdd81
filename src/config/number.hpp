// Numbers from and to text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::config {

/// The reference's syntax in the environment: Python's float, but without `inf` and `nan`: blanks around it,
/// a sign, an exponent, single underscores between digits. Always finite.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// A whole number, 0 or more, in the same syntax: blanks around it, a plus, single underscores between
/// digits.
[[nodiscard]] std::optional<std::uint64_t> parse_count(std::string_view text);

/// The shortest text that reads back as the same number: "0.5", "3".
[[nodiscard]] std::string number_text(double value);

/// The decimal number of `number_text(value)` with its point so many places further right, rounded half up to
/// a whole number. `value` is not negative, and the result must fit.
[[nodiscard]] std::int64_t times_power_of_ten(double value, int places);

} // namespace wayfinder::config
