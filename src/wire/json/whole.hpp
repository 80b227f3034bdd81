// Raw bytes of whole values. Internal to wire: needs simdjson.
#pragma once

#include "wire/json/check.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// Checks a value and returns its bytes in `raw`.
simdjson::error_code take(simdjson::ondemand::value& value, std::size_t depth_left, std::string_view& raw);

/// Removes the whitespace between the tokens of valid JSON; the result is a single line.
std::string compact(std::string_view raw);

} // namespace wayfinder::wire::json
