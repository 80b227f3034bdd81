#include "config/values/money.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace wayfinder::config {
namespace {

TEST(nano_text, is_exact_and_short)
{
    EXPECT_EQ(nano_text(0), "0");
    EXPECT_EQ(nano_text(123), "0.000000123");
    EXPECT_EQ(nano_text(-123), "-0.000000123");
    EXPECT_EQ(nano_text(dollar), "1");
    EXPECT_EQ(nano_text(-100 * dollar), "-100");
    EXPECT_EQ(nano_text(12 * dollar + 340'000'000), "12.34");
    EXPECT_EQ(nano_text(dollar - 1), "0.999999999");
    EXPECT_EQ(nano_text(std::numeric_limits<std::int64_t>::max()), "9223372036.854775807");
    EXPECT_EQ(nano_text(std::numeric_limits<std::int64_t>::min()), "-9223372036.854775808");
}

} // namespace
} // namespace wayfinder::config
