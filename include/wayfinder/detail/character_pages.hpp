// Character classes as sets of 64. The last byte of a UTF-8 sequence carries six bits of the character, so
// the preceding bytes select a page, and those six bits select one bit of a machine word.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

namespace wayfinder::detail {

/// The members of each class among 64 consecutive characters.
struct character_page {
    std::uint64_t whitespace{};
    std::uint64_t line_breaks{}; ///< all of them whitespace
    std::uint64_t math_symbols{};
    std::uint64_t disguised_letters{}; ///< non-ASCII characters whose lower case begins with an ASCII letter
};

constexpr bool contains(std::uint64_t members, char32_t value) noexcept
{
    return (members >> (value & 63) & 1) != 0;
}

/// A set of characters of one page, written out in full so that it can be checked against a code chart.
consteval std::uint64_t members(std::initializer_list<char32_t> values)
{
    std::uint64_t bits = 0;
    for (char32_t const value : values) bits |= std::uint64_t{1} << (value & 63);
    return bits;
}

/// The page with this number: its characters shifted right by six.
constexpr character_page describe_page(char32_t number) noexcept
{
    switch (number) {
    case 0x0000 >> 6:
        return {.whitespace = members({0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F, 0x20}),
                .line_breaks = members({0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E})}; // not U+001F
    case 0x0080 >> 6:
        return {.whitespace = members({0x85, 0xA0}),
                .line_breaks = members({0x85}),
                .math_symbols = members({0xB1})}; // plus-minus; not the micro sign
    case 0x00C0 >> 6:
        return {.math_symbols = members({0xD7, 0xF7})};
    case 0x0100 >> 6:
        return {.disguised_letters = members({0x130})}; // dotted capital I
    case 0x0380 >> 6:
        return {.math_symbols = members({0x3A0, 0x3A3, 0x3B8, 0x3BB, 0x3BC})};
    case 0x03C0 >> 6:
        return {.math_symbols = members({0x3C0, 0x3C3})};
    case 0x1680 >> 6:
        return {.whitespace = members({0x1680})};
    case 0x2000 >> 6:
        return {.whitespace = members({0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008,
                                       0x2009, 0x200A, 0x2028, 0x2029, 0x202F}),
                .line_breaks = members({0x2028, 0x2029})};
    case 0x2040 >> 6:
        return {.whitespace = members({0x205F})};
    case 0x2100 >> 6:
        return {.disguised_letters = members({0x212A})}; // Kelvin sign
    case 0x2200 >> 6:
        return {.math_symbols = members({0x2200, 0x2202, 0x2203, 0x2207, 0x2208, 0x2209, 0x2211, 0x221A,
                                         0x221E, 0x2229, 0x222A, 0x222B})};
    case 0x2240 >> 6:
        return {.math_symbols = members({0x2248, 0x2260, 0x2264, 0x2265})};
    case 0x2280 >> 6:
        return {.math_symbols = members({0x2282, 0x2286})};
    case 0x3000 >> 6:
        return {.whitespace = members({0x3000})};
    default:
        return {};
    }
}

/// All pages up to the last one with a member.
inline constexpr std::array<character_page, 256> character_pages = [] {
    std::array<character_page, 256> pages;
    for (char32_t number = 0; number < pages.size(); ++number) pages[number] = describe_page(number);
    return pages;
}();

constexpr character_page page_of(char32_t value) noexcept
{
    return value >> 6 < character_pages.size() ? character_pages[value >> 6] : character_page{};
}

} // namespace wayfinder::detail
