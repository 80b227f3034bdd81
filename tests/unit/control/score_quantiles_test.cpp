#include "control/score_quantiles.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace wayfinder::control {
namespace {

TEST(score_quantiles, are_those_of_one_sketch)
{
    score_quantiles shared;
    skill::quantile_sketch alone;
    for (int i = 0; i < 20'000; ++i) { // halved twice
        shared.add(i * 0.0001 - 0.5);
        alone.add(i * 0.0001 - 0.5);
    }
    EXPECT_EQ(shared.now(), alone);
}

TEST(score_quantiles, count_every_score_of_many_threads)
{
    score_quantiles seen;
    auto const before = seen.now().total();
    std::vector<std::thread> threads;
    for (int each = 0; each < 4; ++each)
        threads.emplace_back([&] {
            for (int i = 0; i < 500; ++i) seen.add(0.1 * i);
        });
    for (auto& each : threads) each.join();
    EXPECT_EQ(seen.now().total() - before, 2000U * skill::quantile_sketch::unit);
}

TEST(score_quantiles, stay_within_bounds_when_many_halve_them)
{
    score_quantiles seen;
    std::vector<std::thread> threads;
    for (int each = 0; each < 4; ++each)
        threads.emplace_back([&] {
            for (int i = 0; i < 30'000; ++i) seen.add(0.001 * (i % 100));
        });
    for (auto& each : threads) each.join();
    using sketch = skill::quantile_sketch;
    EXPECT_LE(seen.now().total(), std::uint64_t{sketch::capacity + 8} * sketch::unit);
    EXPECT_GE(seen.now().total(), std::uint64_t{sketch::capacity / 2 - 1} * sketch::unit - sketch::bins);
    EXPECT_NEAR(seen.now().share_below(0.05), 0.5, 0.05);
}

TEST(score_quantiles, go_on_from_another_sketch)
{
    score_quantiles seen;
    for (int i = 0; i < 900; ++i) seen.add(3.0);
    seen.become(skill::quantile_sketch{});
    EXPECT_EQ(seen.now(), skill::quantile_sketch{});
}

} // namespace
} // namespace wayfinder::control
