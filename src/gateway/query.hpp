// The query of a request target.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// Decodes %-escapes; invalid escapes stay as they are.
std::string percent_decoded(std::string_view text);

/// The value of the first parameter of this name; empty if it has none, nothing if it is absent.
std::optional<std::string> query_parameter(std::string_view query, std::string_view name);

} // namespace wayfinder::gateway
