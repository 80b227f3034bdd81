// Lower-casing for tokens: ASCII letters, and the two non-ASCII characters whose lower case begins with one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace wayfinder::detail {

inline constexpr std::string_view kelvin_sign = "\xE2\x84\xAA";     // U+212A, lower case: k
inline constexpr std::string_view dotted_capital_i = "\xC4\xB0";    // U+0130, lower case: i and U+0307
inline constexpr std::string_view combining_dot_above = "\xCC\x87"; // U+0307

constexpr bool is_ascii_letter(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A character that may appear in a token after its first letter.
constexpr bool is_token_character(char c) noexcept
{
    return is_ascii_letter(c) || c == '\'' || c == '-';
}

/// A word that can appear in a text as one token: a letter, then letters, apostrophes and hyphens.
constexpr bool is_token(std::string_view word) noexcept
{
    return !word.empty() && is_ascii_letter(word.front()) &&
           std::all_of(word.begin(), word.end(), is_token_character);
}

/// Lower case of a token character. Apostrophe and hyphen already have this bit set.
constexpr char folded(char c) noexcept
{
    return static_cast<char>(c | 0x20);
}

/// Compares token characters in any case with lower-case characters.
constexpr bool equals_folded(std::string_view any_case, std::string_view lower) noexcept
{
    return std::equal(any_case.begin(), any_case.end(), lower.begin(), lower.end(),
                      [](char left, char right) { return folded(left) == right; });
}

/// The first and last four bytes of a token in lower case, overlapping if it is short: no load reads past the
/// token, and tokens of up to eight bytes have distinct keys. A token of fewer than four bytes is its own
/// key.
inline std::uint64_t folded_key(char const* token, std::size_t length) noexcept
{
    if (length < 4) {
        std::uint64_t key = 0;
        for (std::size_t at = 0; at < length; ++at)
            key = key << 8 | static_cast<unsigned char>(folded(token[at]));
        return key;
    }
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, token, 4);
    std::memcpy(&last, token + length - 4, 4);
    return (std::uint64_t{last} << 32 | first) | 0x2020'2020'2020'2020;
}

/// Appends the lower case of a token to `into`, until that holds `limit` characters. Kelvin signs and the
/// lead byte of a final dotted capital I may appear as letters.
inline void fold_wide(std::string_view token, std::size_t limit, std::string& into)
{
    while (!token.empty() && into.size() < limit) {
        bool const kelvin = token.starts_with(kelvin_sign);
        bool const dotted_i = token.front() == dotted_capital_i.front();
        into += kelvin ? 'k' : dotted_i ? 'i' : folded(token.front());
        token.remove_prefix(kelvin ? kelvin_sign.size() : 1);
    }
}

} // namespace wayfinder::detail
