// Patterns for names.
#pragma once

#include <string_view>

namespace wayfinder::config {

/// Whether the name has a `*` or a `?` in it.
[[nodiscard]] bool is_pattern(std::string_view name);

/// Whether the pattern is the whole text: `*` stands for any characters or none, `?` for any one. Case
/// counts.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view text);

} // namespace wayfinder::config
