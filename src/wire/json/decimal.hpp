// JSON numbers as exact decimals, never as binary fractions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// Appends the shortest spelling of a number with `e` and without a point. Equal numbers get the same
/// spelling, and every spelling is exact, whatever the number of digits. `1`, `1.0` and `10e-1` become `1`;
/// `-0` becomes `0`. `token` must be a number by the grammar of RFC 8259. If its exponent has more than 18
/// digits, which every reader reads as zero or infinity, it is appended unchanged.
void append_canonical_number(std::string& out, std::string_view token);

/// The value of a whole number of 0 or more, in any spelling (`8`, `8.0`, `80e-1`); saturates if too large.
/// Nullopt for any other token.
std::optional<std::uint64_t> natural(std::string_view token);

} // namespace wayfinder::wire::json
