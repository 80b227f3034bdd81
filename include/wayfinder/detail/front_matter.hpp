// Front matter: a block of metadata between two marker lines at the start of a text.
#pragma once

#include <wayfinder/text.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace wayfinder::detail {

/// Whether the line that begins at `at` is one of the two markers, ignoring surrounding whitespace. Leaves
/// `at` where reading stopped, at the latest at the LF that ends the line; only LF ends a line here.
constexpr bool is_marker_line(std::string_view text, std::size_t& at, std::string_view marker,
                              std::string_view other_marker) noexcept
{
    auto const skip_whitespace = [&] {
        while (at < text.size() && text[at] != '\n') {
            auto const [value, size] = decode(text, at);
            if (!is_whitespace(value)) return;
            at += size;
        }
    };
    skip_whitespace();
    std::string_view const rest = text.substr(at);
    if (!rest.starts_with(marker) && !rest.starts_with(other_marker)) return false;
    at += marker.size();
    skip_whitespace();
    return at == text.size() || text[at] == '\n';
}

/// The lines after a first line that opens front matter: three hyphens.
constexpr std::optional<std::string_view> behind_opening_line(std::string_view text) noexcept
{
    std::size_t at = 0;
    if (!is_marker_line(text, at, "---", "---") || at == text.size()) return std::nullopt;
    return text.substr(at + 1);
}

/// The text after the first line that consists of three hyphens or three dots.
constexpr std::optional<std::string_view> behind_closing_line(std::string_view lines) noexcept
{
    for (std::size_t at = 0; at < lines.size(); ++at) {
        bool const closes = is_marker_line(lines, at, "---", "...");
        at = std::min(lines.find('\n', at), lines.size());
        if (closes) return lines.substr(std::min(at + 1, lines.size()));
    }
    return std::nullopt;
}

/// The text after its front matter, which is a first line that opens it and everything up to and including
/// the next line that closes it. If either is missing, there is no front matter.
constexpr std::string_view without_front_matter(std::string_view text) noexcept
{
    auto const lines = behind_opening_line(text);
    return lines ? behind_closing_line(*lines).value_or(text) : text;
}

} // namespace wayfinder::detail
