#include "config/values/number.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace wayfinder::config {
namespace {

TEST(parse_number, takes_the_syntax_of_the_reference)
{
    for (std::string const text :
         {"0.5", " 0.5 ", "\t0.5\n", "+0.5", ".5", "5e-1", "5E-1", "0.5_0", "0_0.5", "50e-2"})
        EXPECT_EQ(parse_number(text), 0.5) << text;
    EXPECT_EQ(parse_number("1"), 1.0);
    EXPECT_EQ(parse_number("1."), 1.0);
    EXPECT_EQ(parse_number("1_000"), 1000.0);
    EXPECT_EQ(parse_number("-0.1"), -0.1);
    EXPECT_TRUE(std::signbit(parse_number("-0.0").value()));
}

TEST(parse_number, refuses_everything_else)
{
    for (std::string const text :
         {"",     " ",        "x",   "0x1", "1_",  "_1",  "1__0", "1_.5", "1._5", "1e_5",  "nan", "inf",
          "-inf", "infinity", "+-1", "--1", "1 2", "1,5", ".",    "+",    "1e",   "1e400", "0.5f"})
        EXPECT_EQ(parse_number(text), std::nullopt) << text;
    EXPECT_EQ(parse_number(std::string_view{"1\0", 2}), std::nullopt);
}

TEST(number_text, is_the_shortest_that_reads_back)
{
    EXPECT_EQ(number_text(0.1), "0.1");
    EXPECT_EQ(number_text(3), "3");
    EXPECT_EQ(number_text(-0.25), "-0.25");
    EXPECT_EQ(number_text(86'400), "86400");
    EXPECT_EQ(number_text(1e-5), "1e-05");
    EXPECT_EQ(number_text(1e300), "1e+300");
    EXPECT_EQ(number_text(std::nextafter(1e16, 0)), "9999999999999998");
    EXPECT_EQ(number_text(-1.2345678901234567e-4), "-0.00012345678901234567");
}

TEST(times_power_of_ten, is_exact_for_what_was_written)
{
    EXPECT_EQ(times_power_of_ten(0, 9), 0);
    EXPECT_EQ(times_power_of_ten(0.15, 9), 150'000'000);
    EXPECT_EQ(times_power_of_ten(0.1 + 0.2, 9), 300'000'000);
    EXPECT_EQ(times_power_of_ten(9e9, 9), 9'000'000'000'000'000'000);
    EXPECT_EQ(times_power_of_ten(123.456, 0), 123);
    EXPECT_EQ(times_power_of_ten(1234567.890123456, 9), 1'234'567'890'123'456);
}

TEST(times_power_of_ten, rounds_half_up)
{
    EXPECT_EQ(times_power_of_ten(0.5e-9, 9), 1);
    EXPECT_EQ(times_power_of_ten(0.49999999999999994e-9, 9), 0);
    EXPECT_EQ(times_power_of_ten(1.0000000005, 9), 1'000'000'001);
    EXPECT_EQ(times_power_of_ten(1.0000000004999, 9), 1'000'000'000);
    EXPECT_EQ(times_power_of_ten(2.5e-9, 9), 3);
    EXPECT_EQ(times_power_of_ten(1e-300, 9), 0);
}

} // namespace
} // namespace wayfinder::config
