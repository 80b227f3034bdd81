// The bytes of a whole value. Internal to wire: needs simdjson.
#pragma once

#include "wire/json/check.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// Checks a value and yields its bytes.
simdjson::error_code take(simdjson::ondemand::value& value, std::size_t depth_left, std::string_view& raw);

/// Sound JSON without the white space between its tokens, so on one line.
std::string compact(std::string_view raw);

} // namespace wayfinder::wire::json
