// Patterns for names.
#pragma once

#include <string_view>

namespace wayfinder::config {

/// Whether the name contains a `*` or a `?`.
[[nodiscard]] bool is_pattern(std::string_view name);

/// Whether the pattern matches the whole text: `*` matches any characters or none, `?` exactly one.
/// Case-sensitive.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view text);

} // namespace wayfinder::config
