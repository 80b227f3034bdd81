#include "samples.hpp"

#include <wayfinder/calibrate/fit.hpp>
#include <wayfinder/calibrate/ladder.hpp>

#include <gtest/gtest.h>

namespace wayfinder::calibrate {
namespace {

using rungs = std::vector<rung>;

TEST(ladder, cuts_are_inclusive_and_taken_one_by_one)
{
    ladder const fitted{{2, 0, 1}, {0.1, 0.4}};
    EXPECT_EQ(fitted.choose(0.0), 2U);
    EXPECT_EQ(fitted.choose(0.09), 2U);
    EXPECT_EQ(fitted.choose(0.1), 0U);
    EXPECT_EQ(fitted.choose(0.4), 1U);
    EXPECT_EQ((ladder{{2, 0, 1}, {0.1, 0.4}, 0}).choose(0.9), 0U);
}

TEST(reachable, every_label_of_ascending_cuts)
{
    EXPECT_EQ(reachable({{1, 0}, {0.25}}), (rungs{{1, 0}, {0, 0.25}}));
}

/// The reference emits these as they are, and its loader refuses them.
TEST(reachable, defect_labels_that_no_value_reaches_are_left_out)
{
    EXPECT_EQ(reachable({{0, 1}, {0.0}}), (rungs{{1, 0}})) << "a cut of 0 sends everything high";
    EXPECT_EQ(reachable({{0, 1, 2}, {0.3, 0.3}}), (rungs{{0, 0}, {2, 0.3}})) << "equal cuts";
    EXPECT_EQ(reachable({{0, 1, 2}, {0.0, 0.0}}), (rungs{{2, 0}}));
    EXPECT_EQ(reachable({{0, 1, 2}, {0.0, 0.2}}), (rungs{{1, 0}, {2, 0.2}}));
    EXPECT_EQ(reachable({{0, 1}, {0.3}, 0}), (rungs{{0, 0}})) << "one label beats the cut";
}

TEST(reachable, decides_as_the_whole_ladder)
{
    for (ladder const& fitted : {ladder{{0, 1, 2, 3}, {0.0, 0.2, 0.2}}, ladder{{3, 2, 1, 0}, {0.1, 0.1, 0.5}},
                                 ladder{{0, 1, 2, 3}, {0.0, 0.0, 0.0}}}) {
        auto const kept = reachable(fitted);
        for (double value = 0; value <= 1; value += 0.05) {
            std::size_t chosen = kept.front().label;
            for (auto const& each : kept)
                if (value >= each.from) chosen = each.label;
            EXPECT_EQ(fitted.choose(value), chosen) << value;
        }
    }
}

ladder threshold(std::vector<graded> const& values, ladder_goal const& goal = {})
{
    return std::get<ladder>(fit_threshold(values, {0, 1}, goal));
}

TEST(fit_threshold, accuracy_ties_take_the_upper_median)
{
    EXPECT_EQ(threshold({{0.1, 0}, {0.5, 1}}).cuts, std::vector{0.5});
    EXPECT_EQ(threshold({{0.1, 0}, {0.2, 1}, {0.3, 0}, {0.4, 1}}).cuts, std::vector{0.4});
}

/// No candidate cut sends everything low; the reference reports 37.5 % here although one model alone gets
/// 62.5.
TEST(fit_threshold, defect_one_model_alone_wins_where_it_is_more_accurate)
{
    std::vector<graded> const alike{{0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 1}, {0, 1}, {0, 1}};
    EXPECT_EQ(threshold(alike).only, std::size_t{0});
    std::vector<graded> const even{{0, 0}, {0, 1}};
    EXPECT_EQ(threshold(even).only, std::nullopt) << "of equals the cut wins";
}

TEST(fit_threshold, cost_quality_takes_the_most_accurate_cut_that_saves_enough)
{
    std::vector<graded> const values{{0.1, 0}, {0.2, 1}, {0.3, 1}, {0.4, 1}};
    arm_costs const costs{0, 1, true};
    EXPECT_EQ(threshold(values, {objective::cost_quality, costs, 0.25}).cuts, std::vector{0.2});
    EXPECT_EQ(threshold(values, {objective::cost_quality, costs, 0.5}).cuts, std::vector{0.3});
    EXPECT_EQ(threshold(values, {objective::cost_quality, costs, 0.0}).cuts, std::vector{0.2});
    auto const out_of_reach = fit_threshold(values, {0, 1}, {objective::cost_quality, costs, 0.9});
    auto const& failed = std::get<failure>(out_of_reach);
    EXPECT_EQ(failed.what, problem::target_out_of_reach);
    EXPECT_DOUBLE_EQ(failed.amount, 0.75);
}

TEST(fit_threshold, a_target_missed_by_the_last_bits_is_met)
{
    std::vector<graded> const values{{0.1, 0}, {0.1, 0}, {0.9, 1}};
    EXPECT_TRUE(std::holds_alternative<ladder>(
        fit_threshold(values, {0, 1}, {objective::cost_quality, {0.1, 0.3, true}, 4.0 / 9.0})));
}

TEST(fit_tiers, neighbours_alone_decide_and_cuts_never_fall)
{
    std::vector<graded> values{{0.1, 0}, {0.5, 1}, {0.9, 2}};
    EXPECT_EQ(fit_tiers(values, {0, 1, 2}).cuts, (std::vector{0.5, 0.9}));
    values = {{0.1, 0}, {0.6, 1}, {0.2, 2}};
    EXPECT_EQ(fit_tiers(values, {0, 1, 2}).cuts, (std::vector{0.6, 0.6})) << "0.2 would be below 0.6";
}

TEST(order_by_mean, equal_means_go_by_name)
{
    std::vector<graded> const values{{0.4, 0}, {0.1, 1}, {0.4, 2}, {0.3, 1}};
    EXPECT_EQ(order_by_mean(values, 3), (std::vector<std::size_t>{1, 0, 2}));
}

} // namespace
} // namespace wayfinder::calibrate
