#include "wire/json/decimal.hpp"

#include <gtest/gtest.h>

namespace wayfinder::wire::json {
namespace {

std::string canonical(std::string_view token)
{
    std::string out{"kept"};
    append_canonical_number(out, token);
    return out.substr(4);
}

TEST(canonical_number, is_one_for_all_spellings)
{
    for (auto const one : {"1", "1.0", "1e0", "10e-1", "0.1e1", "1E+00", "100.000e-2", "0.0001e4"})
        EXPECT_EQ(canonical(one), "1") << one;
    for (auto const zero : {"0", "-0", "0.0", "-0.000e5", "0e99999999999999999999", "0E-1"})
        EXPECT_EQ(canonical(zero), "0") << zero;
    for (auto const number : {"-1.5", "-15e-1", "-0.15e1", "-150E-2"})
        EXPECT_EQ(canonical(number), "-15e-1") << number;
    EXPECT_EQ(canonical("100"), "1e2");
    EXPECT_EQ(canonical("100"), canonical("1e2"));
    EXPECT_EQ(canonical("1e-1"), canonical("0.1"));
}

TEST(canonical_number, is_exact_where_double_is_not)
{
    EXPECT_NE(canonical("9007199254740993"), canonical("9007199254740992"));
    EXPECT_NE(canonical("0.1"), canonical("0.1000000000000000055511151231257827"));
    EXPECT_NE(canonical("1e400"), canonical("1e401"));
    EXPECT_NE(canonical("1e-400"), canonical("0"));
    std::string const digits(300, '7');
    EXPECT_EQ(canonical(digits), digits);
    EXPECT_NE(canonical(digits), canonical(digits + "7"));
    EXPECT_EQ(canonical(digits + "000"), digits + "e3");
    EXPECT_EQ(canonical("0." + digits), digits + "e-300");
}

TEST(canonical_number, tells_giant_exponents_apart)
{
    EXPECT_EQ(canonical("1e000000000000000000000005"), canonical("100000"));
    EXPECT_EQ(canonical("10e999999999999999999"), "1e1000000000000000000");
    EXPECT_EQ(canonical("1e1000000000000000000"), "1e1000000000000000000");
    EXPECT_NE(canonical("1e99999999999999999999"), canonical("1e99999999999999999998"));
    EXPECT_NE(canonical("1e-99999999999999999999"), canonical("1e99999999999999999999"));
}

TEST(natural, is_a_whole_number_however_it_is_spelled)
{
    EXPECT_EQ(natural("0"), 0U);
    EXPECT_EQ(natural("8"), 8U);
    for (auto const* eight : {"8.0", "8e0", "0.8e1", "80E-1", "0.00008e+5", "8.000"})
        EXPECT_EQ(natural(eight), 8U) << eight;
    EXPECT_EQ(natural("1e5"), 100000U);
    EXPECT_EQ(natural("0e99"), 0U);
    EXPECT_EQ(natural("-0.0"), 0U);
}

TEST(natural, ends_at_the_largest)
{
    constexpr auto largest = 18446744073709551615U;
    for (auto const* much : {"18446744073709551615", "18446744073709551616", "1e20", "1e999999999999999999",
                             "1e9999999999999999999999", "18446744073709551615.0", "2e19"})
        EXPECT_EQ(natural(much), largest) << much;
    EXPECT_EQ(natural("1e19"), 10000000000000000000U);
}

TEST(natural, is_nothing_else)
{
    for (auto const* other : {"", "-1", "-1.0", "1.5", "15e-1", "1e-9999999999999999999999", "\"1\"", "true",
                              "null", "1x", "1.", ".5", "1e", "[1]", "{}"})
        EXPECT_FALSE(natural(other)) << other;
}

} // namespace
} // namespace wayfinder::wire::json
