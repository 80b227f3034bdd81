#include "control/limits/sliding_window.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <random>

namespace wayfinder::control {
namespace {

using namespace std::chrono_literals;

constexpr steady::time_point start{};

TEST(sliding_window, is_full_until_its_oldest_request_has_left)
{
    sliding_window window;
    for (auto const at : {0s, 10s, 20s}) window.take(0, start + at, 60s);
    window.expire(start + 30s, 60s);
    EXPECT_EQ(window.wait_for_request(3, start + 30s, 60s), 30s);
    EXPECT_EQ(window.wait_for_request(2, start + 30s, 60s), 40s);
    EXPECT_EQ(window.wait_for_request(4, start + 30s, 60s), std::nullopt);
    window.expire(start + 60s, 60s);
    EXPECT_EQ(window.wait_for_request(3, start + 60s, 60s), std::nullopt);
}

/// Admits everything that fits, and checks every window that ends with an admission.
template <class Fits, class Take>
std::size_t most_in_any_window(steady::duration length, Fits fits, Take take)
{
    std::mt19937_64 random{7};
    std::uniform_int_distribution<int> pause{0, 3000};
    std::deque<steady::time_point> admitted;
    std::size_t most = 0;
    auto now = start;
    for (int i = 0; i < 20'000; ++i) {
        now += std::chrono::milliseconds{pause(random) % (i % 1000 < 500 ? 3 : 3000)};
        if (!fits(now)) continue;
        take(now);
        admitted.push_back(now);
        while (admitted.front() + length <= now) admitted.pop_front();
        most = std::max(most, admitted.size());
    }
    return most;
}

TEST(sliding_window, no_window_wherever_it_begins_has_more_than_the_limit)
{
    for (std::uint64_t const limit : {1U, 7U, 100U, 5000U}) {
        sliding_window window;
        auto const fits = [&](steady::time_point now) {
            window.expire(now, 10s);
            return !window.wait_for_request(limit, now, 10s);
        };
        auto const most =
            most_in_any_window(10s, fits, [&](steady::time_point now) { window.take(1, now, 10s); });
        EXPECT_LE(most, limit);
        EXPECT_GE(most, std::min<std::size_t>(limit, 500)) << "it refuses what would fit";
    }
}

TEST(sliding_window, the_wait_that_it_names_is_true)
{
    std::mt19937_64 random{11};
    std::uniform_int_distribution<int> pause{0, 900};
    sliding_window window;
    auto now = start;
    int waited = 0;
    for (int i = 0; i < 5000; ++i) {
        now += std::chrono::milliseconds{pause(random)};
        window.expire(now, 10s);
        if (auto const wait = window.wait_for_request(20, now, 10s)) {
            ++waited;
            auto early = window;
            early.expire(now + *wait - 1ms, 10s);
            EXPECT_TRUE(early.wait_for_request(20, now + *wait - 1ms, 10s));
            now += *wait;
            window.expire(now, 10s);
            EXPECT_FALSE(window.wait_for_request(20, now, 10s));
        }
        window.take(0, now, 10s);
    }
    EXPECT_GT(waited, 100);
}

TEST(sliding_window, tokens_are_settled_to_what_was_used)
{
    sliding_window window;
    auto const first = window.take(400, start, 60s);
    EXPECT_EQ(window.wait_for_tokens(700, 1000, start, 60s), 60s);
    window.settle(first, 400, 100, start + 1s, 60s);
    EXPECT_EQ(window.wait_for_tokens(700, 1000, start + 1s, 60s), std::nullopt);
    window.settle(first, 100, 950, start + 2s, 60s);
    EXPECT_EQ(window.state(start + 2s, 60s).tokens, 950U);
}

TEST(sliding_window, what_is_used_beyond_the_estimate_counts_though_the_request_has_left_the_window)
{
    sliding_window window;
    auto const early = window.take(10, start, 60s);
    window.expire(start + 100s, 60s);
    EXPECT_EQ(window.state(start + 100s, 60s).tokens, 0U);
    window.settle(early, 10, 500, start + 100s, 60s);
    EXPECT_EQ(window.state(start + 100s, 60s).tokens, 490U);
    EXPECT_EQ(window.state(start + 100s, 60s).requests, 0U);
}

TEST(sliding_window, a_request_larger_than_the_limit_passes_when_it_is_alone)
{
    sliding_window window;
    EXPECT_EQ(window.wait_for_tokens(5000, 10, start, 60s), std::nullopt);
    window.take(1, start, 60s);
    EXPECT_EQ(window.wait_for_tokens(5000, 10, start, 60s), 60s);
}

TEST(sliding_window, remembers_a_bounded_number_of_slots_under_any_load)
{
    sliding_window window;
    auto now = start;
    for (int i = 0; i < 100'000; ++i) {
        now += 1ms;
        window.expire(now, 60s);
        window.take(1, now, 60s);
    }
    // A minute of requests, minus at most one slot's worth that leaves late.
    EXPECT_NEAR(static_cast<double>(window.state(now, 60s).requests), 60'000.0, 1000.0);
    EXPECT_LE(window.state(now, 60s).empty_in, 60s);
}

} // namespace
} // namespace wayfinder::control
