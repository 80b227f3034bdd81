// The characters of HTTP/1.1, and the shape of a field line.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

namespace wayfinder::wire::http1 {

/// What a byte may be part of; a set of bits.
enum char_class : std::uint8_t {
    token_char = 1,  ///< tchar: names, methods, codings (RFC 9110, 5.6.2)
    value_char = 2,  ///< of a field's value: visible, space, tab, or beyond ASCII (RFC 9110, 5.5)
    target_char = 4, ///< visible ASCII without '#': no URI has a space, and no request a fragment
    host_char = 8,   ///< of a reg-name or IPv4 address (RFC 3986, 3.2.2)
    digit_char = 16,
};

constexpr std::array<std::uint8_t, 256> make_classes()
{
    std::array<std::uint8_t, 256> all{};
    auto const add = [&](std::string_view chars, std::uint8_t what) {
        for (char const c : chars) all[static_cast<unsigned char>(c)] |= what;
    };
    for (unsigned c = 0x21; c < 0x7F; ++c) all[c] |= value_char | target_char;
    for (unsigned c = 0x80; c < 0x100; ++c) all[c] |= value_char;
    add(" \t", value_char);
    all['#'] &= static_cast<std::uint8_t>(~target_char);
    add("0123456789", token_char | host_char | digit_char);
    for (unsigned c = 'a'; c <= 'z'; ++c) {
        all[c] |= token_char | host_char;
        all[c - 0x20] |= token_char | host_char;
    }
    add("!#$%&'*+-.^_`|~", token_char);
    add("-._~%!$&'()*+,;=", host_char);
    return all;
}

inline constexpr auto classes = make_classes();

constexpr bool is(char c, std::uint8_t what)
{
    return (classes[static_cast<unsigned char>(c)] & what) != 0;
}

/// How many of the first bytes are of the class.
constexpr std::size_t span_of(std::string_view text, std::uint8_t what)
{
    std::size_t count = 0;
    while (count < text.size() && is(text[count], what)) ++count;
    return count;
}

/// Whether every byte is of the class, which is one bit.
constexpr bool all_are(std::string_view text, std::uint8_t what)
{
    auto const of = [&](std::size_t at) { return unsigned{classes[static_cast<unsigned char>(text[at])]}; };
    unsigned common = what;
    std::size_t at = 0;
    for (; at + 4 <= text.size(); at += 4) common &= of(at) & of(at + 1) & of(at + 2) & of(at + 3);
    for (; at < text.size(); ++at) common &= of(at);
    return common != 0;
}

/// A control character, tab and DEL included.
constexpr bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

/// Looks at eight bytes at a time: hardly any field has one.
inline bool has_control(std::string_view text)
{
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
    constexpr std::uint64_t highs = 0x80 * ones;
    std::size_t at = 0;
    for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t word{};
        std::memcpy(&word, text.data() + at, sizeof word);
        // The lowest byte that is less than the subtrahend is found for sure; a borrow can only add others.
        auto const low = (word - 0x20 * ones) & ~word;
        auto const other = word ^ (0x7F * ones); // where it is DEL: 0
        auto const del = (other - ones) & ~other;
        if (((low | del) & highs) != 0) break;
    }
    return std::any_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_control);
}

/// Whether the text is the word, which is in lower case, in any case.
constexpr bool same_word(std::string_view text, std::string_view word)
{
    if (text.size() != word.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = text[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c) != word[i]) return false;
    }
    return true;
}

/// Two letters that differ in case alone, or the same byte.
constexpr bool alike(char left, char right)
{
    if (left == right) return true;
    auto const lower = static_cast<char>(left | 0x20);
    return lower == (right | 0x20) && lower >= 'a' && lower <= 'z';
}

/// Two texts of one length, in any case.
constexpr bool same_name(std::string_view left, std::string_view right)
{
    for (std::size_t i = 0; i < left.size(); ++i)
        if (!alike(left[i], right[i])) return false;
    return true;
}

/// Without the spaces and tabs around it.
constexpr std::string_view trimmed(std::string_view text)
{
    auto const is_blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// Calls `take` with each element of a comma-separated list.
template <class Take>
constexpr void each_element(std::string_view list, Take&& take)
{
    for (std::size_t from = 0; from <= list.size();) {
        auto const comma = std::min(list.find(',', from), list.size());
        take(trimmed(list.substr(from, comma - from)));
        from = comma + 1;
    }
}

/// A number of digits alone, such as Content-Length; one too large for the type is its largest value.
constexpr std::optional<std::uint64_t> read_length(std::string_view text)
{
    if (text.empty() || span_of(text, digit_char) != text.size()) return std::nullopt;
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t length = 0;
    for (char const c : text) {
        auto const digit = static_cast<std::uint64_t>(c - '0');
        length = length > (most - digit) / 10 ? most : length * 10 + digit;
    }
    return length;
}

struct field {
    std::string_view name;
    std::string_view value; ///< trimmed
};

/// A field line without its line end, to the letter of RFC 9112, 5; no folding. When it is none, why.
struct field_line {
    std::optional<field> read;
    std::string_view complaint{}; ///< static text
};

/// Of a field whose name is one.
inline field_line read_value(std::string_view name, std::string_view value)
{
    if (has_control(value) && !all_are(value, value_char))
        return {{}, "a header field's value has a control character"};
    return {field{name, trimmed(value)}};
}

inline field_line read_field(std::string_view line)
{
    auto const end = line.find(':');
    if (end != line.npos && end > 0 && all_are(line.substr(0, end), token_char))
        return read_value(line.substr(0, end), line.substr(end + 1));
    // It is none.
    if (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
        return {{}, "a header field goes on in a second line"};
    auto const colon = span_of(line, token_char);
    if (colon == line.size()) return {{}, "a header line has no colon"};
    if (line[colon] != ':') return {{}, "a header field's name has characters that no name may have"};
    return {{}, "a header field has no name"};
}

} // namespace wayfinder::wire::http1
