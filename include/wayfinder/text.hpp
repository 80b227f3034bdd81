// UTF-8 as the scorer reads it: decoding that cannot fail, and character classes.
#pragma once

#include <wayfinder/detail/character_pages.hpp>
#include <wayfinder/detail/decimal_digits.hpp>

#include <cstddef>
#include <string_view>

namespace wayfinder {

/// A character and its length in bytes.
struct code_point {
    char32_t value{};
    std::size_t size{};

    friend constexpr bool operator==(code_point const&, code_point const&) = default;
};

/// The value of a single byte that starts no well-formed sequence: an ordinary character, neither whitespace
/// nor letter. This covers truncated and overlong sequences, stray continuation bytes and encoded surrogates.
inline constexpr char32_t replacement_character = 0xFFFD;

/// The character at `at`, which must be inside the text.
[[nodiscard]] constexpr code_point decode(std::string_view text, std::size_t at) noexcept
{
    constexpr code_point malformed{replacement_character, 1};
    auto const byte = [&](std::size_t offset) { return static_cast<unsigned char>(text[at + offset]); };

    unsigned const lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xC2 || lead > 0xF4) return malformed;
    std::size_t const size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (text.size() - at < size) return malformed;

    char32_t value = lead & (0x7FU >> size);
    for (std::size_t offset = 1; offset < size; ++offset) {
        if ((byte(offset) & 0xC0U) != 0x80U) return malformed;
        value = value << 6 | (byte(offset) & 0x3FU);
    }
    bool const overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    bool const surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF) return malformed;
    return {value, size};
}

/// The 29 characters that separate words. Zero-width spaces, joiners and the byte order mark are not
/// included.
[[nodiscard]] constexpr bool is_whitespace(char32_t value) noexcept
{
    return detail::contains(detail::page_of(value).whitespace, value);
}

/// The characters that end a line; CR LF counts as one line end. All of them are whitespace.
[[nodiscard]] constexpr bool is_line_break(char32_t value) noexcept
{
    return detail::contains(detail::page_of(value).line_breaks, value);
}

/// The 28 characters that count as mathematical in any context.
[[nodiscard]] constexpr bool is_math_symbol(char32_t value) noexcept
{
    return detail::contains(detail::page_of(value).math_symbols, value);
}

/// Category Nd of Unicode 14: decimal digits of any script, excluding superscripts and fractions.
[[nodiscard]] constexpr bool is_decimal_digit(char32_t value) noexcept
{
    if (value < 0x80) return value >= U'0' && value <= U'9';
    return detail::is_decimal_digit_beyond_ascii(value);
}

} // namespace wayfinder
