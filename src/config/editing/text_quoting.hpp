// Names and values of the file as shown in messages.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::config {

/// `parent.name`, with the name in quotes where TOML requires them.
[[nodiscard]] std::string dotted(std::string_view parent, std::string_view name);

/// A text as a TOML basic string, whatever it contains.
[[nodiscard]] std::string toml_string(std::string_view text);

/// A text in quotes for a message: control characters escaped, a long text truncated.
[[nodiscard]] std::string in_quotes(std::string_view text);

} // namespace wayfinder::config
