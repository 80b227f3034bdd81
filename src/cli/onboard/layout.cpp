#include "cli/onboard/layout.hpp"

#include "cli/onboard/cell_width.hpp"

#include <wayfinder/text.hpp>

#include <algorithm>

namespace wayfinder::cli {
namespace {

constexpr std::size_t tab_stop = 4;
constexpr std::string_view gutter{" | "};
constexpr std::string_view crossing{"-+-"};

bool is_harmless(char32_t character)
{
    bool const control = character < 0x20 || (character >= 0x7F && character < 0xA0);
    bool const reorders = (character >= 0x202A && character <= 0x202E) ||
                          (character >= 0x2066 && character <= 0x2069) || character == 0x200E ||
                          character == 0x200F;
    bool const breaks = character == 0x2028 || character == 0x2029;
    return !control && !reorders && !breaks;
}

/// One line of the text with tabs expanded and dangerous characters removed.
std::string printable(std::string_view line)
{
    std::string clean;
    std::size_t column = 0;
    for (std::size_t at = 0; at < line.size();) {
        auto const next = decode(line, at);
        auto const room = next.value == '\t' ? tab_stop - column % tab_stop : cell_width(next.value);
        if (next.value == '\t')
            clean.append(room, ' ');
        else if (is_harmless(next.value) && next.value != replacement_character)
            clean.append(line.substr(at, next.size));
        else
            clean.append("\xEF\xBF\xBD");
        column += room;
        at += next.size;
    }
    return clean;
}

std::size_t skip_blanks(std::string_view line, std::size_t at)
{
    return std::min(line.find_first_not_of(' ', at), line.size());
}

/// The part of the line that fits: up to the last blank if there is one, else as many characters as fit, at
/// least one.
std::size_t fitting(std::string_view line, std::size_t width)
{
    std::size_t end = 0;
    std::size_t used = 0;
    while (end < line.size()) {
        auto const next = cluster_at(line, end);
        if (used + next.width > width && end > 0) break;
        used += next.width;
        end += next.bytes;
    }
    if (end == line.size() || line[end] == ' ') return end;
    auto const blank = line.substr(0, end).rfind(' ');
    bool const only_indent = blank == line.npos || skip_blanks(line, 0) > blank;
    return only_indent ? end : blank;
}

void wrap_line(std::string_view line, std::size_t width, text_lines& out)
{
    do {
        auto const end = fitting(line, width);
        auto piece = line.substr(0, end);
        piece = piece.substr(0, piece.find_last_not_of(' ') + 1);
        out.emplace_back(piece);
        line.remove_prefix(skip_blanks(line, end));
    } while (!line.empty());
}

std::string padded(std::string text, std::size_t width)
{
    auto const used = text_width(text);
    if (used < width) text.append(width - used, ' ');
    return text;
}

std::string short_title(std::string const& title, std::size_t width)
{
    return wrap(title, width).front();
}

text_lines in_columns(std::array<titled_text, 2> const& texts, std::size_t width, emphasis title)
{
    auto const column = (width - gutter.size()) / 2;
    auto const left = wrap(texts[0].text, column);
    auto const right = wrap(texts[1].text, column);
    auto const heading = [&](titled_text const& of) {
        return std::string{title.on} + padded(short_title(of.title, column), column) + std::string{title.off};
    };
    std::string const rule(column, '-');
    text_lines lines{heading(texts[0]) + std::string{gutter} + heading(texts[1]),
                     rule + std::string{crossing} + rule};
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
        auto line = padded(i < left.size() ? left[i] : "", column) + std::string{gutter};
        if (i < right.size()) line += right[i];
        line.erase(line.find_last_not_of(' ') + 1);
        lines.push_back(std::move(line));
    }
    lines.emplace_back();
    return lines;
}

text_lines one_below_the_other(std::array<titled_text, 2> const& texts, std::size_t width, emphasis title)
{
    text_lines lines;
    for (auto const& each : texts) {
        auto const heading = short_title(each.title, width);
        lines.push_back(std::string{title.on} + heading + std::string{title.off});
        lines.emplace_back(text_width(heading), '-');
        for (auto& line : wrap(each.text, width)) lines.push_back(std::move(line));
        lines.emplace_back();
    }
    return lines;
}

} // namespace

text_lines wrap(std::string_view text, std::size_t width)
{
    text_lines lines;
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    for (bool more = true; more;) {
        auto const end = text.find('\n');
        more = end != text.npos;
        auto line = text.substr(0, end);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        wrap_line(printable(line), width, lines);
        if (more) text.remove_prefix(end + 1);
    }
    return lines;
}

text_lines wrap(std::string_view text, std::size_t width, std::size_t most)
{
    auto lines = wrap(text, width);
    if (lines.size() <= most) return lines;
    auto const hidden = lines.size() - most + 1;
    lines.resize(most - 1);
    lines.push_back("(" + std::to_string(hidden) + " more lines)");
    return lines;
}

text_lines lay_out(std::array<titled_text, 2> const& texts, std::size_t width, emphasis title)
{
    return width >= two_columns_from ? in_columns(texts, width, title)
                                     : one_below_the_other(texts, width, title);
}

} // namespace wayfinder::cli
