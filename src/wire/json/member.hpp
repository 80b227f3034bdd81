// Adds to a JSON object without parsing it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// `object` with one more member at its end and every other byte unchanged; nullopt if the text is not
/// enclosed as an object. `value` is JSON.
std::optional<std::string> with_member(std::string_view object, std::string_view key, std::string_view value);

} // namespace wayfinder::wire::json
