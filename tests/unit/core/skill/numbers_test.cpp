#include <wayfinder/skill/exponential.hpp>
#include <wayfinder/skill/natural_log.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace wayfinder::skill {
namespace {

TEST(skill_log1p, is_the_librarys_within_what_it_promises)
{
    for (double x = 0; x < 2'000'000; x = x * 1.37 + 0.013)
        EXPECT_NEAR(log1p(x), std::log1p(x), 1e-11 * (1 + std::log1p(x))) << x;
}

TEST(skill_log1p, rises)
{
    EXPECT_EQ(log1p(0.0), 0.0);
    for (int n = 0; n < 5000; ++n) EXPECT_LT(log1p(n), log1p(n + 1)) << n;
}

TEST(skill_log1p, is_the_same_looked_up)
{
    for (std::uint64_t n = 0; n < 200; ++n) EXPECT_EQ(log1p_of(n), log1p(static_cast<double>(n))) << n;
}

TEST(skill_sigmoid, is_the_logistic_function)
{
    for (double x = -29; x < 29; x += 0.37) EXPECT_NEAR(sigmoid(x), 1 / (1 + std::exp(-x)), 1e-12) << x;
    EXPECT_EQ(sigmoid(0.0), 0.5);
    EXPECT_LT(sigmoid(-1e300), 1e-12);
    EXPECT_GT(sigmoid(1e300), 1 - 1e-12);
}

} // namespace
} // namespace wayfinder::skill
