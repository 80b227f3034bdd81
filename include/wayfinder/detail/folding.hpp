// Lower case, as far as it can make a token: ASCII letters, and the two characters beyond ASCII whose lower
// case begins with one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace wayfinder::detail {

inline constexpr std::string_view kelvin_sign = "\xE2\x84\xAA";     // U+212A, in lower case k
inline constexpr std::string_view dotted_capital_i = "\xC4\xB0";    // U+0130, in lower case i and U+0307
inline constexpr std::string_view combining_dot_above = "\xCC\x87"; // U+0307

constexpr bool is_ascii_letter(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A character that may stand in a token after its first letter.
constexpr bool is_token_character(char c) noexcept
{
    return is_ascii_letter(c) || c == '\'' || c == '-';
}

/// A word that text can contain as one token: a letter, then letters, apostrophes and hyphens.
constexpr bool is_token(std::string_view word) noexcept
{
    return !word.empty() && is_ascii_letter(word.front()) &&
           std::all_of(word.begin(), word.end(), is_token_character);
}

/// Lower case of a character that may stand in a token. Apostrophe and hyphen have this bit set already.
constexpr char folded(char c) noexcept
{
    return static_cast<char>(c | 0x20);
}

/// Compares token characters in any case with lower-case ones.
constexpr bool equals_folded(std::string_view any_case, std::string_view lower) noexcept
{
    return std::equal(any_case.begin(), any_case.end(), lower.begin(), lower.end(),
                      [](char left, char right) { return folded(left) == right; });
}

/// The first and the last four bytes of a token in lower case, which overlap in a short one: no load reaches
/// beyond the token, and up to eight bytes are told apart. A token of fewer than four is all there.
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

/// Appends the lower case of a token in which Kelvin signs and the lead byte of a final dotted capital I may
/// stand for letters, until `into` holds `limit` characters.
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
