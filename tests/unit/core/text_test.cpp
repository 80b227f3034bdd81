#include <wayfinder/text.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace wayfinder {
namespace {

constexpr char32_t beyond_unicode = 0x110000;

template <typename predicate>
std::u32string all_where(predicate test)
{
    std::u32string found;
    for (char32_t value = 0; value < beyond_unicode; ++value)
        if (test(value)) found += value;
    return found;
}

TEST(decode, reads_each_length)
{
    EXPECT_EQ(decode("a", 0), (code_point{U'a', 1}));
    EXPECT_EQ(decode("\xC3\xA9", 0), (code_point{U'\u00E9', 2}));
    EXPECT_EQ(decode("\xE2\x88\x91", 0), (code_point{U'\u2211', 3}));
    EXPECT_EQ(decode("\xF0\x9F\x98\x80", 0), (code_point{U'\U0001F600', 4}));
    EXPECT_EQ(decode("\xF4\x8F\xBF\xBF", 0), (code_point{0x10FFFF, 4}));
    EXPECT_EQ(decode("xy\xC3\xA9", 2), (code_point{U'\u00E9', 2}));
}

TEST(decode, reads_one_byte_where_nothing_well_formed_begins)
{
    using namespace std::string_view_literals;
    for (std::string_view const text :
         {"\x80"sv, "\xBF"sv, "\xC0\xA0"sv, "\xC1\xBF"sv, "\xC3"sv, "\xC3x"sv, "\xE2\x88"sv, "\xE2\x88x"sv,
          "\xE0\x80\xA0"sv, "\xED\xA0\x80"sv, "\xED\xBF\xBF"sv, "\xF0\x82\x84\xAA"sv, "\xF0\x9F\x98"sv,
          "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv, "\xFF"sv})
        EXPECT_EQ(decode(text, 0), (code_point{replacement_character, 1}));
}

TEST(decode, of_an_encoded_surrogate_is_three_ordinary_characters)
{
    std::string_view const lone = "\xED\xA0\x80";
    for (std::size_t at = 0; at < lone.size(); ++at) {
        auto const [value, size] = decode(lone, at);
        EXPECT_EQ(size, 1U);
        EXPECT_FALSE(is_whitespace(value) || is_line_break(value) || is_math_symbol(value) ||
                     is_decimal_digit(value));
    }
}

TEST(character_classes, hold_these_and_no_other_characters)
{
    EXPECT_EQ(
        all_where(is_whitespace),
        U"\t\n\v\f\r\x1C\x1D\x1E\x1F \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
        U"\u2009\u200A\u2028\u2029\u202F\u205F\u3000");
    EXPECT_EQ(all_where(is_line_break), U"\n\v\f\r\x1C\x1D\x1E\u0085\u2028\u2029");
    EXPECT_EQ(all_where(is_math_symbol),
              U"\u00B1\u00D7\u00F7\u03A0\u03A3\u03B8\u03BB\u03BC\u03C0\u03C3\u2200\u2202\u2203\u2207\u2208"
              U"\u2209\u2211"
              U"\u221A\u221E\u2229\u222A\u222B\u2248\u2260\u2264\u2265\u2282\u2286");
}

TEST(decimal_digits, are_those_of_unicode_14)
{
    EXPECT_EQ(all_where(is_decimal_digit).size(), 660U);
    using namespace std::string_view_literals;
    for (char32_t const digit : U"09\u0660\u0669\u0966\u0E59\uFF10\uFF19\U0001D7CE\U0001D7FF\U0001FBF9"sv)
        EXPECT_TRUE(is_decimal_digit(digit)) << static_cast<std::uint32_t>(digit);
    for (char32_t const other :
         U"/:a\u00B2\u00BD\u065F\u066A\u2460\u2164\u4E00\uFF0F\uFF1A\U0001D7CD\U0001D800"sv)
        EXPECT_FALSE(is_decimal_digit(other)) << static_cast<std::uint32_t>(other);
}

} // namespace
} // namespace wayfinder
