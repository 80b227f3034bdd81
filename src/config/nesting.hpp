// A guard in front of the parser.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace wayfinder::config {

/// More than any sound file needs; the schema goes down five levels.
inline constexpr std::size_t most_key_parts = 32;

/// The first line with a dotted key of more parts than that. The parser limits how deep values nest, but
/// makes a table per part of a key, and a tower of 100 000 tables overflows the stack when it is taken down.
[[nodiscard]] std::optional<std::size_t> line_of_deep_key(std::string_view toml);

} // namespace wayfinder::config
