#include "net/pace.hpp"
#include "net/server/load.hpp"

#include <gtest/gtest.h>

namespace wayfinder::net {
namespace {

using namespace std::chrono_literals;

TEST(pace, bounds_each_step_and_all_of_them)
{
    pace steps{10s, 100};
    auto const now = steady::now();
    EXPECT_EQ(steps.step_done_by(now), now + 10s);
    steps.step_done(9s, 1);
    EXPECT_EQ(steps.step_done_by(now), now + 1010ms) << "a byte has earned ten milliseconds";
    steps.step_done(1s, 1000);
    EXPECT_EQ(steps.step_done_by(now), now + 10s) << "a thousand have earned ten seconds";
    EXPECT_EQ(steps.all_done_by(now, 500), now + 15s);
}

TEST(pace, gives_no_credit_for_having_been_quick)
{
    pace steps{10s, 100};
    auto const now = steady::now();
    steps.step_done(1ms, 1'000'000);
    for (int i = 0; i < 2; ++i) steps.step_done(4s, 1);
    EXPECT_EQ(steps.step_done_by(now), now + 2020ms);
    steps.step_done(0ms, 202);
    EXPECT_EQ(steps.step_done_by(now), now + 4040ms) << "who catches up may be late again";
}

TEST(pace, small_steps_at_the_least_rate_are_never_late)
{
    pace steps{10s, 1'000'000};
    auto const now = steady::now();
    for (int i = 0; i < 100'000; ++i) steps.step_done(999us, 999);
    EXPECT_EQ(steps.step_done_by(now), now + 10s);
}

TEST(pace, asks_for_no_rate_where_it_is_0)
{
    pace steps{10s, 0};
    auto const now = steady::now();
    steps.step_done(1000s, 1);
    EXPECT_EQ(steps.step_done_by(now), now + 10s);
}

TEST(load, takes_requests_up_to_the_limit)
{
    load work;
    auto const one = work.admit(2);
    {
        auto const two = work.admit(2);
        EXPECT_TRUE(one && two);
        EXPECT_FALSE(work.admit(2));
        EXPECT_TRUE(work.admit(3)) << "who may have more gets more";
        EXPECT_EQ(work.requests(), 2U);
    }
    EXPECT_TRUE(work.admit(2));
    EXPECT_EQ(work.shed(load::shed_for::requests), 1U);
}

TEST(load, counts_the_memory_of_all_bodies)
{
    load work;
    load::memory first{work};
    {
        load::memory second{work};
        EXPECT_TRUE(first.grow_to(60, 100));
        EXPECT_TRUE(second.grow_to(40, 100));
        EXPECT_FALSE(second.grow_to(41, 100));
        EXPECT_TRUE(second.grow_to(10, 100)) << "what is held already";
        EXPECT_EQ(work.bytes(), 100U);
    }
    EXPECT_TRUE(first.grow_to(100, 100));
    first.release();
    EXPECT_EQ(work.bytes(), 0U);
    EXPECT_EQ(work.shed(load::shed_for::memory), 1U);
}

} // namespace
} // namespace wayfinder::net
