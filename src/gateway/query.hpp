// The query of a request's target.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// With its %-escapes undone; what is no escape stays.
std::string percent_decoded(std::string_view text);

/// The value of the first parameter of this name; empty when it has none, nothing when it is absent.
std::optional<std::string> query_parameter(std::string_view query, std::string_view name);

} // namespace wayfinder::gateway
