// Front matter: a block of metadata between two marker lines at the very start of a text.
#pragma once

#include <wayfinder/text.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace wayfinder::detail {

/// Whether the line that begins at `at` is one of the two markers but for whitespace around it. Leaves `at`
/// where reading stopped, at most at the LF that ends the line; only LF ends a line here.
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

/// The text after its front matter: a first line of three hyphens, and everything through the next line of
/// three hyphens or three dots. Without both there is none.
constexpr std::string_view without_front_matter(std::string_view text) noexcept
{
    std::size_t at = 0;
    if (!is_marker_line(text, at, "---", "---")) return text;
    while (at < text.size()) {
        ++at; // the LF
        bool const closes = is_marker_line(text, at, "---", "...");
        std::size_t const line_end = std::min(text.find('\n', at), text.size());
        if (closes) return text.substr(std::min(line_end + 1, text.size()));
        at = line_end;
    }
    return text;
}

} // namespace wayfinder::detail
