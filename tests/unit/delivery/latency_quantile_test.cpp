#include "delivery/latency_quantile.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace wayfinder::delivery {
namespace {

using namespace std::chrono_literals;

TEST(latency_quantile, is_unknown_below_20_calls)
{
    latency_quantile latencies;
    for (int i = 1; i < 20; ++i) {
        latencies.observe(i * 1ms);
        EXPECT_FALSE(latencies.quantile(0.95));
    }
    latencies.observe(20ms);
    EXPECT_EQ(latencies.quantile(0.95), 19ms);
    EXPECT_EQ(latencies.quantile(1), 20ms);
    EXPECT_EQ(latencies.quantile(0.5), 10ms);
    EXPECT_EQ(latencies.quantile(0.001), 1ms);
}

TEST(latency_quantile, is_of_the_last_calls_alone)
{
    latency_quantile latencies;
    for (int i = 0; i < 1000; ++i) latencies.observe(1h);
    for (std::size_t i = 0; i < latency_quantile::remembered; ++i) latencies.observe(1ms);
    EXPECT_EQ(latencies.quantile(1), 1ms);
    latencies.observe(2ms);
    EXPECT_EQ(latencies.quantile(1), 2ms);
    EXPECT_EQ(latencies.quantile(0.95), 1ms);
}

TEST(latency_quantile, is_that_of_the_sorted_list)
{
    std::mt19937 random{5};
    latency_quantile latencies;
    std::vector<latency_quantile::duration> all;
    for (std::size_t i = 1; i <= 600; ++i) {
        all.emplace_back(random() % 1000);
        latencies.observe(all.back());
        auto const count = std::min(i, latency_quantile::remembered);
        if (count < latency_quantile::least) continue;
        std::vector<latency_quantile::duration> sorted(all.end() - static_cast<std::ptrdiff_t>(count),
                                                       all.end());
        std::sort(sorted.begin(), sorted.end());
        ASSERT_EQ(latencies.quantile(0.75), sorted[(3 * count + 3) / 4 - 1]) << i;
    }
}

} // namespace
} // namespace wayfinder::delivery
