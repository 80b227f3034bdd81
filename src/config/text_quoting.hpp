// Names and values of the file, as messages show them.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::config {

/// `parent.name`, the name in quotes where TOML asks for them.
[[nodiscard]] std::string dotted(std::string_view parent, std::string_view name);

/// A text as a TOML basic string, whatever it holds.
[[nodiscard]] std::string toml_string(std::string_view text);

/// A text in quotes for a message: control characters escaped, a long text cut.
[[nodiscard]] std::string in_quotes(std::string_view text);

} // namespace wayfinder::config
