// Numbers of JSON as exact decimals, never as binary fractions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// Appends the shortest spelling of a number with `e` and no point: equal numbers have one spelling, and
/// every spelling is of the number itself, however many digits it has. `1`, `1.0` and `10e-1` become `1`;
/// `-0` becomes `0`. `token` is a number by the grammar of RFC 8259; one whose exponent has more than 18
/// digits, which no reader tells from zero or infinity, stays as it is.
void append_canonical_number(std::string& out, std::string_view token);

/// The value of a whole number of 0 or more, however it is spelled (`8`, `8.0`, `80e-1`); the largest there
/// is where it is beyond. Nullopt for any other token.
std::optional<std::uint64_t> natural(std::string_view token);

} // namespace wayfinder::wire::json
