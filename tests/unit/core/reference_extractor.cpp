#include "reference_extractor.hpp"

#include <wayfinder/text.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace wayfinder::test {
namespace {

using characters = std::u32string;
using characters_view = std::u32string_view;

constexpr char32_t malformed = 0x110000;

bool is_space(char32_t c)
{
    static std::u32string const spaces =
        U"\t\n\v\f\r\x1C\x1D\x1E\x1F \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004"
        U"\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";
    return spaces.find(c) != std::u32string::npos;
}

bool is_break(char32_t c)
{
    static std::u32string const breaks = U"\n\r\v\f\x1C\x1D\x1E\u0085\u2028\u2029";
    return breaks.find(c) != std::u32string::npos;
}

bool is_math(char32_t c)
{
    static std::u32string const symbols =
        U"\u2211\u222B\u221A\u2264\u2265\u2260\u2248\u221E\u2202\u2208\u2209\u2200\u2203\u2286\u2282\u222A"
        U"\u2229"
        U"\u2207\u00B1\u00D7\u00F7\u03C0\u03B8\u03BB\u03BC\u03C3\u03A3\u03A0";
    return symbols.find(c) != std::u32string::npos;
}

bool is_letter(char32_t c)
{
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

/// One character for each well-formed sequence and one for each byte outside of any.
characters decode_all(std::string_view text)
{
    characters decoded;
    for (std::size_t at = 0; at < text.size();) {
        auto const byte = [&](std::size_t offset) -> std::uint32_t {
            return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0;
        };
        auto const tail = [&](std::size_t offset) { return (byte(offset) & 0xC0) == 0x80; };
        std::uint32_t const two = (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
        std::uint32_t const three = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
        std::uint32_t const four =
            (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
        if (byte(0) < 0x80) {
            decoded += static_cast<char32_t>(byte(0));
            at += 1;
        } else if ((byte(0) & 0xE0) == 0xC0 && tail(1) && two >= 0x80) {
            decoded += static_cast<char32_t>(two);
            at += 2;
        } else if ((byte(0) & 0xF0) == 0xE0 && tail(1) && tail(2) && three >= 0x800 &&
                   (three < 0xD800 || three > 0xDFFF)) {
            decoded += static_cast<char32_t>(three);
            at += 3;
        } else if ((byte(0) & 0xF8) == 0xF0 && tail(1) && tail(2) && tail(3) && four >= 0x10000 &&
                   four <= 0x10FFFF) {
            decoded += static_cast<char32_t>(four);
            at += 4;
        } else {
            decoded += malformed;
            at += 1;
        }
    }
    return decoded;
}

characters_view trimmed(characters_view line)
{
    while (!line.empty() && is_space(line.front())) line.remove_prefix(1);
    while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
    return line;
}

std::vector<characters_view> split(characters_view text, bool (*ends_line)(char32_t))
{
    std::vector<characters_view> lines;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!ends_line(text[at])) continue;
        lines.push_back(text.substr(begin, at - begin));
        begin = at + 1;
    }
    lines.push_back(text.substr(begin));
    return lines;
}

characters_view body_of(characters_view text)
{
    auto const lines = split(text, [](char32_t c) { return c == U'\n'; });
    if (trimmed(lines.front()) != U"---") return text;
    std::size_t consumed = lines.front().size() + 1;
    for (std::size_t index = 1; index < lines.size(); ++index) {
        consumed += lines[index].size() + 1;
        auto const marker = trimmed(lines[index]);
        if (marker == U"---" || marker == U"...") return text.substr(std::min(consumed, text.size()));
    }
    return text;
}

bool is_fence(characters_view line)
{
    auto const content = trimmed(line);
    return content.starts_with(U"```") || content.starts_with(U"~~~");
}

/// Number of `#` if the line is a heading, else 0.
std::size_t heading_depth(characters_view line)
{
    std::size_t depth = 0;
    while (depth < line.size() && line[depth] == U'#') ++depth;
    if (depth < 1 || depth > 6 || depth == line.size() || !is_space(line[depth])) return 0;
    return trimmed(line.substr(depth)).empty() ? 0 : depth;
}

bool is_list_item(characters_view line)
{
    while (!line.empty() && is_space(line.front())) line.remove_prefix(1);
    if (line.empty()) return false;
    if (characters_view{U"-*+"}.find(line.front()) != characters_view::npos) {
        line.remove_prefix(1);
    } else {
        std::size_t digits = 0;
        while (digits < line.size() && is_decimal_digit(line[digits])) ++digits;
        if (digits == 0 || digits == line.size() || (line[digits] != U'.' && line[digits] != U')'))
            return false;
        line.remove_prefix(digits + 1);
    }
    return !line.empty() && is_space(line.front()) && !trimmed(line).empty();
}

bool is_table_row(characters_view line)
{
    auto const content = trimmed(line);
    return content.size() >= 2 && content.front() == U'|' && content.back() == U'|';
}

std::uint64_t links_in(characters_view line)
{
    std::uint64_t links = 0;
    for (std::size_t at = 0; at < line.size();) {
        auto const open = line.find(U'[', at);
        if (open == characters_view::npos) break;
        auto const close = line.find(U']', open);
        if (close == characters_view::npos) break;
        at = close + 1;
        if (close - open < 2 || at == line.size() || line[at] != U'(') continue;
        auto const end = line.find(U')', at + 1);
        if (end == characters_view::npos) break;
        if (end == at + 1) continue;
        ++links;
        at = end + 1;
    }
    return links;
}

std::uint64_t words_in(characters_view body)
{
    std::uint64_t words = 0;
    for (std::size_t at = 0; at < body.size(); ++at)
        words += !is_space(body[at]) && (at == 0 || is_space(body[at - 1]));
    return words;
}

std::uint64_t math_in(characters_view body)
{
    std::uint64_t symbols = 0;
    for (std::size_t at = 0; at < body.size(); ++at) {
        symbols += is_math(body[at]);
        symbols += body[at] == U'\\' && at + 1 < body.size() && is_letter(body[at + 1]);
    }
    return symbols;
}

void count_terms(characters_view body, lexicon const& terms, features& counts)
{
    characters lower;
    for (char32_t const c : body) {
        if (c == U'\u212A')
            lower += U'k';
        else if (c == U'\u0130')
            lower += U"i\u0307";
        else
            lower += is_letter(c) ? c | 0x20 : c;
    }
    std::set<std::string> const reasoning(terms.reasoning_terms().begin(), terms.reasoning_terms().end());
    std::set<std::string> const constraint(terms.constraint_terms().begin(), terms.constraint_terms().end());
    for (std::size_t at = 0; at < lower.size(); ++at) {
        if (!is_letter(lower[at])) continue;
        std::string token;
        for (; at < lower.size() && (is_letter(lower[at]) || lower[at] == U'\'' || lower[at] == U'-'); ++at)
            token += static_cast<char>(lower[at]);
        counts[feature::reasoning_term_count] += reasoning.count(token);
        counts[feature::constraint_term_count] += constraint.count(token);
    }
}

void count_lines(characters_view body, features& counts)
{
    bool in_fence = false;
    for (auto const line : split(body, is_break)) {
        if (is_fence(line)) {
            in_fence = !in_fence;
            counts[feature::code_block_count] += in_fence;
            continue;
        }
        if (in_fence) continue;
        counts[feature::link_count] += links_in(line);
        if (auto const depth = heading_depth(line)) {
            ++counts[feature::heading_count];
            auto& deepest = counts[feature::max_heading_depth];
            deepest = std::max<std::uint64_t>(deepest, depth);
        } else if (is_list_item(line)) {
            ++counts[feature::list_item_count];
        } else if (is_table_row(line)) {
            ++counts[feature::table_row_count];
        }
    }
}

} // namespace

features reference_features(std::string_view text, lexicon const& terms)
{
    characters const decoded = decode_all(text);
    characters_view const body = body_of(decoded);
    features counts;
    counts[feature::word_count] = words_in(body);
    counts[feature::math_symbol_count] = math_in(body);
    counts[feature::question_count] = static_cast<std::uint64_t>(std::count(body.begin(), body.end(), U'?'));
    count_terms(body, terms, counts);
    count_lines(body, counts);
    return counts;
}

} // namespace wayfinder::test
