#include "delivery/plan.hpp"

#include <gtest/gtest.h>

namespace wayfinder::delivery {
namespace {

using config::failover;
using places = std::vector<std::size_t>;
using chains = std::vector<places>;

places plan(std::size_t chosen, chains const& fallbacks, places const& ladder = {},
            failover across = failover::same_tier)
{
    return make_plan({chosen, fallbacks, ladder, across});
}

TEST(plan, is_the_choice_at_least)
{
    EXPECT_EQ(plan(1, chains(3)), (places{1}));
}

TEST(plan, follows_fallbacks_in_depth)
{
    EXPECT_EQ(plan(0, {{1, 3}, {2}, {}, {}}), (places{0, 1, 2, 3}));
}

TEST(plan, visits_each_model_once)
{
    EXPECT_EQ(plan(0, {{1}, {2}, {0}}), (places{0, 1, 2}));
    EXPECT_EQ(plan(2, {{1}, {2}, {0}}), (places{2, 0, 1}));
    EXPECT_EQ(plan(0, {{1, 2, 1}, {2, 0}, {2}}), (places{0, 1, 2}));
}

TEST(plan, crosses_tiers_nearest_first)
{
    EXPECT_EQ(plan(2, chains(5), {0, 1, 2, 3, 4}, failover::degrade), (places{2, 1, 0}));
    EXPECT_EQ(plan(2, chains(5), {0, 1, 2, 3, 4}, failover::escalate), (places{2, 3, 4}));
    EXPECT_EQ(plan(2, chains(5), {0, 1, 2, 3, 4}, failover::same_tier), (places{2}));
    EXPECT_EQ(plan(0, chains(5), {0, 1}, failover::degrade), (places{0}));
    EXPECT_EQ(plan(1, chains(5), {0, 1}, failover::escalate), (places{1}));
}

TEST(plan, crosses_from_the_choice_after_its_fallbacks)
{
    EXPECT_EQ(plan(1, {{}, {3}, {}, {0}}, {0, 1, 2}, failover::escalate), (places{1, 3, 0, 2}));
}

TEST(plan, crosses_none_from_off_the_ladder)
{
    EXPECT_EQ(plan(3, chains(4), {0, 1, 2}, failover::degrade), (places{3}));
    EXPECT_EQ(plan(3, chains(4), {0, 1, 2}, failover::escalate), (places{3}));
    EXPECT_EQ(plan(3, chains(4), {3}, failover::escalate), (places{3}));
}

TEST(plan, takes_a_model_of_two_tiers_once)
{
    EXPECT_EQ(plan(0, chains(3), {0, 1, 0, 2}, failover::escalate), (places{0, 1, 2}));
    EXPECT_EQ(plan(0, chains(3), {2, 0, 1, 0}, failover::degrade), (places{0, 1, 2}));
}

TEST(plan, ends_with_many_models_that_name_one_another)
{
    constexpr std::size_t count = 300;
    places all(count);
    for (std::size_t i = 0; i < count; ++i) all[i] = i;
    EXPECT_EQ(plan(0, chains(count, all), all, failover::escalate), all);
}

} // namespace
} // namespace wayfinder::delivery
