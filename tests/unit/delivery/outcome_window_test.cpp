#include "delivery/outcome_window.hpp"

#include <gtest/gtest.h>

namespace wayfinder::delivery {
namespace {

using namespace std::chrono_literals;

constexpr outcome_window::time_point start{1'000'000s};

TEST(outcome_window, counts)
{
    outcome_window window;
    EXPECT_EQ(window.within(10s, start).calls, 0U);
    window.count(true, 10s, start);
    window.count(false, 10s, start + 500ms);
    window.count(true, 10s, start + 5s);
    EXPECT_EQ(window.within(10s, start + 5s).calls, 3U);
    EXPECT_EQ(window.within(10s, start + 5s).failed, 2U);
}

TEST(outcome_window, forgets_a_tenth_at_a_time)
{
    outcome_window window;
    for (int i = 0; i < 10; ++i) window.count(true, 10s, start + i * 1s);
    EXPECT_EQ(window.within(10s, start + 9s).calls, 10U);
    EXPECT_EQ(window.within(10s, start + 10s).calls, 9U);
    EXPECT_EQ(window.within(10s, start + 18s).calls, 1U);
    EXPECT_EQ(window.within(10s, start + 19s).calls, 0U);
    window.count(false, 10s, start + 19s);
    EXPECT_EQ(window.within(10s, start + 19s).calls, 1U);
    EXPECT_EQ(window.within(10s, start + 19s).failed, 0U);
}

TEST(outcome_window, of_another_length_begins_anew)
{
    outcome_window window;
    window.count(true, 10s, start);
    window.count(true, 20s, start);
    EXPECT_EQ(window.within(20s, start).calls, 1U);
    EXPECT_EQ(window.within(10s, start).calls, 0U);
}

TEST(outcome_window, is_cleared)
{
    outcome_window window;
    window.count(true, 10s, start);
    window.clear();
    EXPECT_EQ(window.within(10s, start).calls, 0U);
}

} // namespace
} // namespace wayfinder::delivery
