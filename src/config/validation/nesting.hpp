// A guard that runs before the parser.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace wayfinder::config {

/// More than any valid file needs; the schema is five levels deep.
inline constexpr std::size_t most_key_parts = 32;

/// The first line with a dotted key of more parts than that. The parser limits how deep values nest, but
/// creates a table for each part of a key, and destroying 100 000 nested tables overflows the stack.
[[nodiscard]] std::optional<std::size_t> line_of_deep_key(std::string_view toml);

} // namespace wayfinder::config
