// Adding to a JSON object without reading it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// `object` with one more member at its end, every other byte as it was; nullopt when the text is not framed
/// as an object. `value` is JSON.
std::optional<std::string> with_member(std::string_view object, std::string_view key, std::string_view value);

} // namespace wayfinder::wire::json
