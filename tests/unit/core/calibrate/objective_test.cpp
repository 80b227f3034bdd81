#include <wayfinder/calibrate/objective.hpp>

#include <gtest/gtest.h>

namespace wayfinder::calibrate {
namespace {

std::vector<double> cuts_of(std::vector<cut_outcome> const& all)
{
    std::vector<double> cuts;
    for (auto const& each : all) cuts.push_back(each.cut);
    return cuts;
}

TEST(outcomes, zero_and_every_distinct_value_is_tried)
{
    std::vector<graded> const values{{0.3, 1}, {0.1, 0}, {0.3, 0}, {0.7, 1}, {0.5, 2}};
    EXPECT_EQ(cuts_of(outcomes(values, 0, 1)), (std::vector{0.0, 0.1, 0.3, 0.7}))
        << "0.5 is of another label";
    EXPECT_EQ(cuts_of(outcomes(std::vector<graded>{{0.0, 0}, {0.0, 1}}, 0, 1)), std::vector{0.0});
}

/// Compared with a fresh count for every cut.
TEST(outcomes, counts_are_those_of_the_inclusive_cut)
{
    std::vector<graded> const values{{0.0, 0}, {0.2, 1}, {0.2, 0}, {0.1, 0}, {0.9, 1}, {0.0, 1}, {0.2, 1}};
    for (auto const& found : outcomes(values, 0, 1)) {
        cut_outcome counted{.cut = found.cut};
        for (auto const& [value, label] : values) {
            ++(label == 1 ? counted.high_total : counted.low_total);
            if (label == 1 && value >= found.cut) ++counted.high_above;
            if (label == 0 && value < found.cut) ++counted.low_below;
        }
        EXPECT_EQ(found.high_above, counted.high_above) << found.cut;
        EXPECT_EQ(found.low_below, counted.low_below) << found.cut;
        EXPECT_EQ(found.total(), values.size());
    }
}

TEST(best_of, ties_go_to_the_upper_median)
{
    std::vector<cut_outcome> all;
    for (double const cut : {0.0, 0.1, 0.2, 0.3, 0.4}) all.push_back({.cut = cut});
    auto const among = [&](std::size_t count) {
        return best_of(std::span{all}.first(count), [](cut_outcome const&) { return 1.0; }).cut;
    };
    EXPECT_EQ(among(1), 0.0);
    EXPECT_EQ(among(2), 0.1);
    EXPECT_EQ(among(4), 0.2);
    EXPECT_EQ(among(5), 0.2);
    EXPECT_EQ(best_of(all, [](cut_outcome const& each) { return -each.cut; }).cut, 0.0) << "values below 0";
}

TEST(cut_outcome, shares)
{
    cut_outcome const outcome{.cut = 0.5, .low_below = 6, .high_above = 3, .low_total = 8, .high_total = 4};
    EXPECT_EQ(outcome.sent_high(), 5U);
    EXPECT_DOUBLE_EQ(outcome.accuracy(), 0.75);
    EXPECT_DOUBLE_EQ(outcome.recall(), 0.75);
    EXPECT_DOUBLE_EQ(outcome.savings({1, 4, true}), 1 - (7 * 1 + 5 * 4) / 12.0 / 4);
    EXPECT_EQ((cut_outcome{.low_total = 1}).recall(), 0.0);
}

/// A cut that keeps most of the quality and saves little, one that gives up some quality and saves more.
cut_outcome const careful{.cut = 0.1, .low_below = 40, .high_above = 95, .low_total = 100, .high_total = 100};
cut_outcome const thrifty{.cut = 0.2, .low_below = 80, .high_above = 70, .low_total = 100, .high_total = 100};

cut_outcome chosen_at(double low_price, bool priced)
{
    std::vector<cut_outcome> const both{careful, thrifty};
    return best_of(both, [&](cut_outcome const& each) { return knee_value(each, {low_price, 1, priced}); });
}

/// The reference's knee multiplies savings by the same factor for every cut.
TEST(knee, defect_without_told_prices_no_ratio_moves_the_cut)
{
    auto const at_any = chosen_at(0.01, false).cut;
    for (double const low : {0.1, 0.5, 0.9, 0.99}) EXPECT_EQ(chosen_at(low, false).cut, at_any) << low;
}

TEST(knee, told_prices_move_the_cut_towards_quality_as_they_near_each_other)
{
    EXPECT_EQ(chosen_at(0.0, true).cut, thrifty.cut);
    EXPECT_EQ(chosen_at(0.1, true).cut, thrifty.cut);
    EXPECT_EQ(chosen_at(0.5, true).cut, careful.cut);
    EXPECT_EQ(chosen_at(0.99, true).cut, careful.cut);
}

/// Youden's J + 1 = sensitivity + specificity, up to the factor that the header derives for equal shares.
TEST(knee, with_a_free_low_arm_it_is_youdens_index)
{
    auto const youden = [](cut_outcome const& each) {
        return each.recall() + static_cast<double>(each.low_below) / static_cast<double>(each.low_total) - 1;
    };
    double const difference = knee_value(careful, {0, 1, true}) - knee_value(thrifty, {0, 1, true});
    EXPECT_NEAR(difference, 0.5 * (youden(careful) - youden(thrifty)), 1e-12);
}

} // namespace
} // namespace wayfinder::calibrate
