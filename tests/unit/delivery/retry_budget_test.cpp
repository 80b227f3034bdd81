#include "delivery/retry_budget.hpp"

#include <gtest/gtest.h>

#include <random>
#include <thread>
#include <vector>

namespace wayfinder::delivery {
namespace {

using namespace std::chrono_literals;

constexpr retry_budget::clock::time_point start{1'000'000s};

/// How many of this many retries are granted.
unsigned granted(retry_budget& budget, unsigned asked, double share, retry_budget::clock::time_point now)
{
    unsigned count = 0;
    for (unsigned i = 0; i < asked; ++i)
        if (budget.withdraw(share, now)) ++count;
    return count;
}

void deposit(retry_budget& budget, unsigned requests, double share)
{
    for (unsigned i = 0; i < requests; ++i) budget.deposit(share);
}

TEST(retry_budget, has_free_ones_in_every_period)
{
    retry_budget budget;
    EXPECT_EQ(granted(budget, 100, 0.2, start), 10U);
    EXPECT_EQ(granted(budget, 100, 0.2, start + 9s), 0U);
    EXPECT_EQ(granted(budget, 100, 0.2, start + 10s), 10U);
    EXPECT_EQ(granted(budget, 100, 0.2, start + 1h), 10U); // none are saved up
}

TEST(retry_budget, grants_a_share_of_the_requests)
{
    retry_budget budget;
    deposit(budget, 100, 0.2);
    EXPECT_EQ(granted(budget, 100, 0.2, start), 20U + 10U);
    deposit(budget, 4, 0.2);
    EXPECT_EQ(granted(budget, 100, 0.2, start), 0U);
    deposit(budget, 1, 0.2);
    EXPECT_EQ(granted(budget, 100, 0.2, start), 1U);
}

TEST(retry_budget, saves_up_no_storm)
{
    retry_budget budget;
    deposit(budget, 1'000'000, 0.2);
    EXPECT_EQ(granted(budget, 1'000'000, 0.2, start), retry_budget::most_saved + 10U);
}

TEST(retry_budget, of_nothing_grants_nothing)
{
    retry_budget budget;
    deposit(budget, 1000, 0);
    EXPECT_EQ(granted(budget, 100, 0, start), 0U);
    deposit(budget, 1000, 0.2);
    EXPECT_EQ(granted(budget, 100, 0, start), 0U);
}

TEST(retry_budget, never_exceeds_the_share_and_the_free_ones)
{
    for (unsigned seed = 0; seed < 200; ++seed) {
        std::mt19937 random{seed};
        double const share = static_cast<double>(random() % 1000 + 1) / 500;
        retry_budget budget;
        auto now = start;
        std::size_t requests = 0;
        std::size_t retries = 0;
        for (int i = 0; i < 2000; ++i) {
            now += std::chrono::milliseconds{random() % 50};
            if (random() % 3 == 0) {
                budget.deposit(share);
                ++requests;
            } else if (budget.withdraw(share, now)) {
                ++retries;
            }
            auto const periods = (now.time_since_epoch() / 10s) - (start.time_since_epoch() / 10s) + 1;
            ASSERT_LE(static_cast<double>(retries),
                      share * static_cast<double>(requests) + 10.0 * static_cast<double>(periods) + 1e-6)
                << "seed " << seed << ", step " << i;
        }
    }
}

TEST(retry_budget, is_exact_among_threads)
{
    retry_budget budget;
    std::atomic<unsigned> retries{};
    auto const work = [&] {
        for (int i = 0; i < 20'000; ++i) {
            budget.deposit(0.25);
            if (i % 2 == 0 && budget.withdraw(0.25, start)) retries.fetch_add(1);
        }
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) threads.emplace_back(work);
    }
    auto const total = retries.load() + granted(budget, 1000, 0.25, start);
    EXPECT_EQ(total, 20'000U + 10U); // every token was spent, none twice
}

} // namespace
} // namespace wayfinder::delivery
