#include "samples.hpp"

#include <wayfinder/calibrate/curve.hpp>
#include <wayfinder/calibrate/fit.hpp>
#include <wayfinder/calibrate/inversion.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace wayfinder::calibrate {
namespace {

using test::joined;
using test::points;
using test::times;

dataset two_arms()
{
    return points({"cloud", "local"}, joined({times(5, {1, 40}), times(5, {0, 200})}));
}

std::optional<problem> problem_with(dataset const& data, options const& chosen)
{
    auto const made = calibrate(data, chosen);
    auto const* failed = std::get_if<failure>(&made);
    return failed == nullptr ? std::optional<problem>{} : failed->what;
}

std::string subject_of(dataset const& data, options const& chosen)
{
    auto const made = calibrate(data, chosen);
    auto const* failed = std::get_if<failure>(&made);
    return failed == nullptr ? "" : failed->subject;
}

TEST(calibrate, each_mode_asks_for_its_labels)
{
    auto const one = points({"a"}, {{0, 1}});
    auto const three = points({"a", "b", "c"}, {{0, 1}, {1, 50}, {2, 300}});
    EXPECT_EQ(problem_with(one, {.how = mode::threshold}), problem::needs_two_labels);
    EXPECT_EQ(problem_with(three, {.how = mode::threshold}), problem::needs_two_labels);
    for (auto const how : {mode::tiers, mode::classifier}) {
        EXPECT_EQ(problem_with(one, {.how = how}), problem::needs_more_labels);
        EXPECT_EQ(problem_with(three, {.how = how}), std::nullopt);
        EXPECT_EQ(problem_with(three, {.how = how, .goal = objective::knee}),
                  problem::objective_needs_threshold);
    }
}

TEST(calibrate, a_label_for_every_line_is_no_set_of_models)
{
    std::vector<std::string> labels;
    std::vector<test::point> all;
    for (std::size_t label = 0; label <= most_classes; ++label) {
        labels.push_back("m" + std::to_string(100 + label));
        all.push_back({label, static_cast<unsigned>(label)});
    }
    EXPECT_EQ(problem_with(points(labels, all), {.how = mode::classifier}), problem::too_many_labels);
    EXPECT_EQ(problem_with(points(labels, all), {.how = mode::tiers}), std::nullopt);
}

TEST(calibrate, a_given_order_names_each_label_once)
{
    auto const data = two_arms();
    auto const with = [](std::vector<std::string> order) {
        return options{.how = mode::tiers, .order = std::move(order)};
    };
    EXPECT_EQ(problem_with(data, with({"local", "cloud"})), std::nullopt);
    EXPECT_EQ(subject_of(data, with({"local"})), "cloud");
    EXPECT_EQ(subject_of(data, with({"local", "cloud", "x"})), "x");
    EXPECT_EQ(subject_of(data, with({"local", "local", "cloud"})), "local");
    auto const made = std::get<fit>(calibrate(data, with({"cloud", "local"})));
    EXPECT_EQ(made.order, (std::vector<std::size_t>{0, 1}));
    auto threshold = with({"x"});
    threshold.how = mode::threshold;
    EXPECT_EQ(problem_with(data, threshold), std::nullopt) << "ignored";
}

TEST(calibrate, prices_are_checked)
{
    auto const data = two_arms();
    auto const with = [](std::vector<named_cost> costs) { return options{.costs = std::move(costs)}; };
    EXPECT_EQ(problem_with(data, with({{"local", 0}, {"cloud", 1}, {"other", 3}})), std::nullopt);
    EXPECT_EQ(problem_with(data, with({{"local", 0}, {"cloud", 0}})), problem::cost_zero);
    EXPECT_EQ(subject_of(data, with({{"local", 1}})), "cloud");
    for (double const cost : {-1.0, std::nan(""), HUGE_VAL})
        EXPECT_EQ(problem_with(data, with({{"local", cost}, {"cloud", 1}})), problem::cost_invalid) << cost;
}

TEST(calibrate, weights_are_checked)
{
    options chosen;
    for (double const weight : {-0.5, std::nan(""), HUGE_VAL}) {
        chosen.weights[feature::link_count] = weight;
        EXPECT_EQ(problem_with(two_arms(), chosen), problem::weight_invalid) << weight;
        EXPECT_EQ(subject_of(two_arms(), chosen), "link_count");
    }
    chosen.weights[feature::link_count] = 1e308;
    chosen.weights[feature::word_count] = 1e308;
    EXPECT_EQ(problem_with(two_arms(), chosen), problem::weights_overflow);
}

TEST(calibrate, targets_are_checked)
{
    options chosen{.goal = objective::cost_quality};
    EXPECT_EQ(problem_with(two_arms(), chosen), problem::target_missing);
    for (double const target : {-0.1, 1.1, std::nan("")}) {
        chosen.target_savings = target;
        EXPECT_EQ(problem_with(two_arms(), chosen), problem::target_invalid) << target;
    }
    chosen.target_savings = 1;
    EXPECT_EQ(problem_with(two_arms(), chosen), problem::target_out_of_reach);
}

TEST(calibrate, prices_put_the_cheaper_arm_below_whatever_the_scores)
{
    auto const arms = [](double local, double cloud, objective goal) {
        options const chosen{.goal = goal, .costs = {{"local", local}, {"cloud", cloud}}};
        return std::get<fit>(calibrate(two_arms(), chosen)).order;
    };
    using order = std::vector<std::size_t>;
    EXPECT_EQ(arms(1, 2, objective::knee), (order{1, 0}));
    EXPECT_EQ(arms(2, 1, objective::knee), (order{0, 1}));
    EXPECT_EQ(arms(1, 1, objective::knee), (order{1, 0})) << "equal prices keep the order of the scores";
    EXPECT_EQ(arms(2, 1, objective::accuracy), (order{1, 0}));
}

TEST(prices, the_relative_ladder_has_three_decimals)
{
    auto const list = relative_prices({2, 0, 1, 3});
    EXPECT_EQ(list.by_label, (std::vector{0.467, 0.733, 0.2, 1.0}));
    EXPECT_FALSE(list.known);
    EXPECT_EQ(list.cheapest(), 2U);
    EXPECT_EQ(list.dearest(), 3U);
}

TEST(inversion, is_known_by_prices_by_order_or_by_name)
{
    auto const upside_down = points({"a", "b"}, joined({times(5, {0, 200}), times(5, {1, 40})}));
    auto const found = [&](options const& chosen, std::vector<std::string> labels) {
        auto data = upside_down;
        data.labels = std::move(labels);
        auto const made = std::get<fit>(calibrate(data, chosen));
        return find_inversion(data, chosen, made.prices).has_value();
    };
    EXPECT_FALSE(found({}, {"a", "b"}));
    EXPECT_FALSE(found({}, {"cloud", "local"}));
    EXPECT_TRUE(found({.costs = {{"a", 1}, {"b", 2}}}, {"a", "b"}));
    EXPECT_FALSE(found({.costs = {{"a", 2}, {"b", 1}}}, {"a", "b"}));
    EXPECT_FALSE(found({.costs = {{"a", 1}, {"b", 1}}}, {"a", "b"}));
    EXPECT_TRUE(found({.how = mode::tiers, .order = {"a", "b"}}, {"a", "b"}));
    EXPECT_FALSE(found({.how = mode::tiers, .order = {"b", "a"}}, {"a", "b"}));
    auto swapped = upside_down;
    swapped.labels = {"cloud", "local"};
    for (auto& each : swapped.samples) each.label = 1 - each.label;
    auto const made = std::get<fit>(calibrate(swapped, {}));
    EXPECT_TRUE(find_inversion(swapped, {}, made.prices).has_value());
}

TEST(trade_off, goes_from_everything_low_to_everything_high)
{
    for (auto const how : all_modes) {
        options const chosen{.how = how};
        auto const data = points({"cloud", "local"},
                                 joined({times(6, {1, 40}), times(2, {1, 300}), times(8, {0, 200, 5})}));
        auto const curve = trade_off(std::get<fit>(calibrate(data, chosen)), chosen, data);
        ASSERT_GE(curve.size(), 3U) << name(how);
        EXPECT_NEAR(curve.front().bill, 0.2, 1e-12) << name(how);
        EXPECT_NEAR(curve.front().sufficient, 0.5, 1e-12);
        EXPECT_NEAR(curve.back().bill, 1.0, 1e-12);
        EXPECT_NEAR(curve.back().sufficient, 1.0, 1e-12);
    }
}

} // namespace
} // namespace wayfinder::calibrate
