#include "control/limits/source_limiter.hpp"

#include <gtest/gtest.h>

namespace wayfinder::control {
namespace {

using namespace std::chrono_literals;

constexpr steady::time_point start{};

source_address v4(unsigned char last, unsigned char before = 0)
{
    return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 10, 0, before, last};
}

source_address v6(unsigned char subnet, unsigned char host)
{
    return {0x20, 1, 0xD, 0xB8, 0, 0, 0, subnet, 0, 0, 0, 0, 0, 0, 0, host};
}

TEST(source_limiter, turns_one_address_away_and_not_its_neighbour)
{
    source_limiter limiter;
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(limiter.count(v4(1), 3, start)) << i;
    EXPECT_EQ(limiter.count(v4(1), 3, start + 10s), 50s);
    EXPECT_FALSE(limiter.count(v4(2), 3, start + 10s));
    EXPECT_FALSE(limiter.count(v4(1), 3, start + 60s));
}

TEST(source_limiter, takes_a_v6_network_for_one_source)
{
    source_limiter limiter;
    EXPECT_FALSE(limiter.count(v6(1, 1), 1, start));
    EXPECT_TRUE(limiter.count(v6(1, 2), 1, start));
    EXPECT_FALSE(limiter.count(v6(2, 1), 1, start));
}

TEST(source_limiter, forgets_the_quietest_of_too_many)
{
    source_limiter limiter;
    EXPECT_FALSE(limiter.count(v6(0, 0), 1, start));
    for (std::size_t i = 0; i < source_limiter::most_sources; ++i) {
        auto other = v4(static_cast<unsigned char>(i), static_cast<unsigned char>(i >> 8U));
        other[13] = static_cast<unsigned char>(i >> 16U);
        EXPECT_FALSE(limiter.count(other, 1, start));
    }
    EXPECT_FALSE(limiter.count(v6(0, 0), 1, start)) << "forgotten, so new";
    EXPECT_TRUE(limiter.count(v6(0, 0), 1, start));
}

} // namespace
} // namespace wayfinder::control
