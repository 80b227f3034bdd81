#include <wayfinder/calibrate/statistics.hpp>

#include <gtest/gtest.h>

namespace wayfinder::calibrate {
namespace {

/// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
/// (1998), table I, method 3.
TEST(wilson, published_intervals)
{
    auto const expect = [](std::size_t successes, std::size_t trials, double low, double high) {
        auto const found = wilson(successes, trials);
        EXPECT_NEAR(found.low, low, 5e-5) << successes << '/' << trials;
        EXPECT_NEAR(found.high, high, 5e-5) << successes << '/' << trials;
    };
    expect(81, 263, 0.2553, 0.3662);
    expect(15, 148, 0.0624, 0.1605);
    expect(0, 20, 0.0, 0.1611);
    expect(1, 29, 0.0061, 0.1718);
}

TEST(wilson, stays_between_nothing_and_everything)
{
    EXPECT_EQ(wilson(0, 0).low, 0.0);
    EXPECT_EQ(wilson(0, 0).high, 1.0);
    EXPECT_EQ(wilson(0, 7).low, 0.0);
    EXPECT_EQ(wilson(7, 7).high, 1.0);
    EXPECT_LT(wilson(7, 7).low, 1.0);
}

/// Tails of fair coin tosses, computed by hand.
TEST(mcnemar, tosses_a_coin)
{
    EXPECT_DOUBLE_EQ(mcnemar(0, 0), 1.0);
    EXPECT_DOUBLE_EQ(mcnemar(3, 3), 1.0);
    EXPECT_DOUBLE_EQ(mcnemar(0, 5), 2.0 / 32);
    EXPECT_DOUBLE_EQ(mcnemar(0, 6), 2.0 / 64);
    EXPECT_NEAR(mcnemar(2, 8), 2 * (1 + 10 + 45) / 1024.0, 1e-12);
    EXPECT_EQ(mcnemar(8, 2), mcnemar(2, 8));
}

TEST(mcnemar, does_not_underflow_on_large_counts)
{
    EXPECT_NEAR(mcnemar(5000, 5000), 1.0, 1e-9);
    EXPECT_NEAR(mcnemar(4900, 5100), 0.0466, 0.0002); // normal approximation with continuity correction
    EXPECT_LT(mcnemar(1000, 9000), 1e-100);
}

TEST(trials_to_tell, grow_as_the_lead_shrinks)
{
    EXPECT_EQ(trials_to_tell(4, 4, 50), 0U);
    EXPECT_GT(trials_to_tell(12, 10, 100), trials_to_tell(20, 2, 100));
    EXPECT_EQ(trials_to_tell(20, 10, 100), 234U); // Connor's formula, computed for 0.2 and 0.1
    EXPECT_EQ(trials_to_tell(10, 20, 100), 234U);
}

TEST(trials_for, the_textbook_97)
{
    EXPECT_EQ(trials_for(0.1), 97U);
    EXPECT_EQ(trials_for(0.05), 385U);
}

} // namespace
} // namespace wayfinder::calibrate
