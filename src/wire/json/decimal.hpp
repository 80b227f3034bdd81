// Numbers of JSON as exact decimals, never as binary fractions.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// Appends the shortest spelling of a number with `e` and no point: equal numbers have one spelling, and
/// every spelling is of the number itself, however many digits it has. `1`, `1.0` and `10e-1` become `1`;
/// `-0` becomes `0`. `token` is a number by the grammar of RFC 8259; one whose exponent has more than 18
/// digits, which no reader tells from zero or infinity, stays as it is.
void append_canonical_number(std::string& out, std::string_view token);

} // namespace wayfinder::wire::json
