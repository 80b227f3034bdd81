// Character classes of HTTP/1.1, and the syntax of a field line.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

namespace wayfinder::wire::http1 {

/// The classes of a byte, as a bit set.
enum char_class : std::uint8_t {
    token_char = 1,  ///< tchar: names, methods, codings (RFC 9110, 5.6.2)
    value_char = 2,  ///< in field values: visible, space, tab, or non-ASCII (RFC 9110, 5.5)
    target_char = 4, ///< visible ASCII without '#': URIs contain no spaces, and requests no fragments
    host_char = 8,   ///< in a reg-name or IPv4 address (RFC 3986, 3.2.2)
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

/// Length of the leading run of bytes in a class, which is given as one bit.
constexpr std::size_t span_of(std::string_view text, std::uint8_t what)
{
    auto const of = [&](std::size_t at) { return unsigned{classes[static_cast<unsigned char>(text[at])]}; };
    std::size_t count = 0;
    while (count + 4 <= text.size() &&
           (of(count) & of(count + 1) & of(count + 2) & of(count + 3) & what) != 0)
        count += 4;
    while (count < text.size() && (of(count) & what) != 0) ++count;
    return count;
}

/// A control character, including tab and DEL.
constexpr bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

/// Hardly any field contains one, so this checks sixteen bytes at a time.
inline bool has_control(std::string_view text)
{
    using block = unsigned char __attribute__((vector_size(16)));
    constexpr auto half = sizeof(block) / 2;
    auto const is_in = [](char const* first, char const* second) {
        std::array<char, sizeof(block)> both{};
        std::memcpy(both.data(), first, half);
        std::memcpy(both.data() + half, second, half);
        block bytes{};
        std::memcpy(&bytes, both.data(), sizeof bytes);
        auto const found = (bytes < 0x20) | (bytes == 0x7F);
        std::array<std::uint64_t, 2> bits{};
        std::memcpy(bits.data(), &found, sizeof found);
        return (bits[0] | bits[1]) != 0;
    };
    if (text.size() < half) return std::any_of(text.begin(), text.end(), is_control);
    std::size_t at = 0;
    for (; at + sizeof(block) <= text.size(); at += sizeof(block))
        if (is_in(text.data() + at, text.data() + at + half)) return true;
    if (at == text.size()) return false;
    auto const last = text.size() - half; // if it overlaps the previous block, some bytes are checked twice
    return is_in(text.data() + std::min(at, last), text.data() + last);
}

/// Case-insensitive comparison with a lower-case word.
constexpr bool same_word(std::string_view text, std::string_view word)
{
    if (text.size() != word.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = text[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c) != word[i]) return false;
    }
    return true;
}

/// Whether it begins with a lower-case word, ignoring case.
constexpr bool starts_with_word(std::string_view text, std::string_view word)
{
    return same_word(text.substr(0, word.size()), word);
}

/// The same byte, or letters that differ only in case.
constexpr bool alike(char left, char right)
{
    if (left == right) return true;
    auto const lower = static_cast<char>(left | 0x20);
    return lower == (right | 0x20) && lower >= 'a' && lower <= 'z';
}

/// Case-insensitive comparison.
constexpr bool same_name(std::string_view left, std::string_view right)
{
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i)
        if (!alike(left[i], right[i])) return false;
    return true;
}

/// Without surrounding spaces and tabs.
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

/// A number that consists only of digits, such as Content-Length; saturates if too large.
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

/// Parses a field line without its line end, strictly as in RFC 9112, 5; no folding. False if it is not a
/// field line.
inline bool read_field(std::string_view line, field& read)
{
    auto const end = span_of(line, token_char);
    if (end == 0 || end == line.size() || line[end] != ':') return false;
    auto const value = line.substr(end + 1);
    if (has_control(value) && span_of(value, value_char) != value.size()) return false;
    read = {line.substr(0, end), trimmed(value)};
    return true;
}

/// The reason why a line is not a field; static text.
inline std::string_view what_is_wrong(std::string_view line)
{
    if (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
        return "a header field continues on a second line";
    auto const colon = span_of(line, token_char);
    if (colon == line.size()) return "a header line has no colon";
    if (line[colon] != ':') return "a header field's name has invalid characters";
    if (colon == 0) return "a header field has no name";
    return "a header field's value has a control character";
}

} // namespace wayfinder::wire::http1
