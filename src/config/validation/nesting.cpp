#include "config/validation/nesting.hpp"

namespace wayfinder::config {

namespace {

/// The position after a quoted key part or single-line string; `from` is just after the opening quote.
std::size_t behind_quote(std::string_view toml, std::size_t from, char quote)
{
    for (auto i = from; i < toml.size() && toml[i] != '\n'; ++i) {
        if (toml[i] == quote) return i + 1;
        if (toml[i] == '\\' && quote == '"') ++i;
    }
    return from; // not closed on this line: continue as if the quote were not there
}

constexpr bool stands_between_keys(char c)
{
    switch (c) {
    case '=':
    case ',':
    case '[':
    case ']':
    case '{':
    case '}':
    case '#':
    case '\n':
        return true;
    default:
        return false;
    }
}

} // namespace

std::optional<std::size_t> line_of_deep_key(std::string_view toml)
{
    std::size_t line = 1;
    std::size_t parts = 1;
    for (std::size_t i = 0; i < toml.size();) {
        auto const c = toml[i++];
        if (c == '"' || c == '\'') i = behind_quote(toml, i, c);
        if (c == '.' && ++parts > most_key_parts) return line;
        if (stands_between_keys(c)) parts = 1;
        if (c == '\n') ++line;
    }
    return std::nullopt;
}

} // namespace wayfinder::config
