// Classifies a line by its beginning.
#pragma once

#include <wayfinder/text.hpp>

#include <cstddef>
#include <string_view>

namespace wayfinder::detail {

/// What a line may turn out to be.
enum class line_kind : unsigned char { prose, fence, heading, list_item, table_row };

/// Small enough to be returned in registers.
struct line_start {
    line_kind kind{line_kind::prose};
    unsigned char depth{};    ///< heading level
    std::size_t marker_end{}; ///< unless something visible follows this position, the line is prose after all
};

/// Whether there is a whitespace character at `at` that does not end the line.
constexpr bool is_blank(std::string_view text, std::size_t at) noexcept
{
    if (at >= text.size()) return false;
    char32_t const value = decode(text, at).value;
    return is_whitespace(value) && !is_line_break(value);
}

/// One to six `#`, then a blank.
constexpr line_start read_heading(std::string_view text, std::size_t at) noexcept
{
    constexpr unsigned char deepest = 6;
    unsigned char depth = 1;
    while (depth <= deepest && at + depth < text.size() && text[at + depth] == '#') ++depth;
    if (depth > deepest || !is_blank(text, at + depth)) return {};
    return {line_kind::heading, depth, at + depth};
}

/// Decimal digits of any script, a full stop or closing parenthesis, then a blank.
constexpr line_start read_numbered_item(std::string_view text, std::size_t at) noexcept
{
    while (at < text.size()) {
        auto const [value, size] = decode(text, at);
        if (!is_decimal_digit(value)) break;
        at += size;
    }
    bool const delimited = at < text.size() && (text[at] == '.' || text[at] == ')');
    if (!delimited || !is_blank(text, at + 1)) return {};
    return {line_kind::list_item, 0, at + 1};
}

/// Classifies the line whose first visible character is at `at`. A fence takes precedence over everything
/// else, and a bullet over a table row; the other kinds are mutually exclusive.
constexpr line_start read_line_start(std::string_view text, std::size_t at, bool indented) noexcept
{
    switch (text[at]) {
    case '`':
    case '~': {
        std::string_view const marker = text.substr(at, 3);
        return {marker == "```" || marker == "~~~" ? line_kind::fence : line_kind::prose};
    }
    case '#':
        return indented ? line_start{} : read_heading(text, at);
    case '-':
    case '*':
    case '+':
        return is_blank(text, at + 1) ? line_start{line_kind::list_item, 0, at + 1} : line_start{};
    case '|':
        return {line_kind::table_row, 0, at};
    default:
        return is_decimal_digit(decode(text, at).value) ? read_numbered_item(text, at) : line_start{};
    }
}

} // namespace wayfinder::detail
