#include "config/editing/text_quoting.hpp"

#include <algorithm>

namespace wayfinder::config {

namespace {

bool is_bare(std::string_view name)
{
    auto const bare = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
    };
    return !name.empty() && std::all_of(name.begin(), name.end(), bare);
}

/// Appends a TOML escape for a character that would break a log line or forge another one.
void append_escaped(std::string& text, char c)
{
    constexpr std::string_view digits{"0123456789abcdef"};
    auto const byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
        text.append(1, '\\').append(1, c);
    } else if (byte < 0x20 || byte == 0x7F) {
        text.append("\\u00").append(1, digits[byte >> 4U]).append(1, digits[byte & 0xFU]);
    } else {
        text.append(1, c);
    }
}

/// Cuts at a character boundary.
std::string_view cut(std::string_view text, std::size_t most)
{
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    return text.substr(0, most);
}

} // namespace

std::string toml_string(std::string_view text)
{
    std::string result{'"'};
    for (auto const c : text) append_escaped(result, c);
    return result += '"';
}

std::string dotted(std::string_view parent, std::string_view name)
{
    std::string path{parent};
    if (!path.empty()) path += '.';
    return path += is_bare(name) ? std::string{name} : toml_string(name);
}

std::string in_quotes(std::string_view text)
{
    constexpr std::size_t longest = 60;
    auto const shown = cut(text, longest);
    auto result = toml_string(shown);
    return shown.size() < text.size() ? result + "..." : result;
}

} // namespace wayfinder::config
