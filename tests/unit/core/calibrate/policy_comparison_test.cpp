#include "samples.hpp"

#include <wayfinder/calibrate/policy_comparison.hpp>

#include <gtest/gtest.h>

namespace wayfinder::calibrate {
namespace {

using test::joined;
using test::points;
using test::times;

policy_comparison held(dataset const& data, options const& chosen, policy const& current)
{
    auto const made = std::get<fit>(calibrate(data, chosen));
    return std::get<policy_comparison>(challenge(data, chosen, made, current, weights{}));
}

/// Each word count has its own label, so that a fit is far better on what it saw.
dataset noise()
{
    std::vector<test::point> all;
    for (unsigned at = 0; at < 24; ++at) all.push_back({(at * at / 3) % 2, 1 + at * 17 % 24 * 9, at * 7 % 5});
    return points({"cloud", "local"}, all);
}

TEST(policy_comparison, a_policy_in_force_is_judged_as_it_stands)
{
    auto const data = points({"cloud", "local"}, joined({times(30, {1, 40}), times(30, {0, 200})}));
    auto const found = held(data, {}, binary(0.5));
    EXPECT_DOUBLE_EQ(found.current.accuracy, 0.5) << "nothing scores 0.5";
    EXPECT_DOUBLE_EQ(found.current.saved, 0.8);
    EXPECT_DOUBLE_EQ(found.fitted.accuracy, 1.0);
}

TEST(policy_comparison, a_model_that_is_no_label_is_never_right)
{
    auto const data = points({"cloud", "local"}, joined({times(5, {1, 40}), times(5, {0, 200})}));
    auto const found = held(data, {}, tiers_policy{{{0, "elsewhere"}}});
    EXPECT_DOUBLE_EQ(found.current.accuracy, 0.0);
    EXPECT_DOUBLE_EQ(found.current.sufficient, 0.0);
    EXPECT_DOUBLE_EQ(found.current.saved, 0.0);
}

TEST(policy_comparison, a_fit_is_never_worse_than_itself)
{
    auto const data = noise();
    for (auto const how : all_modes) {
        options const chosen{.how = how};
        auto const made = std::get<fit>(calibrate(data, chosen));
        auto const seen = decide_all(made.policy, chosen.weights, data);
        auto const unseen = std::get<decisions>(held_out_decisions(data, chosen));
        ASSERT_LT(count_right(unseen, data), count_right(seen, data)) << "or this would show nothing";
        auto const found = held(data, chosen, made.policy);
        EXPECT_EQ(found.judged, comparison_basis::same_prompts);
        EXPECT_DOUBLE_EQ(found.current.accuracy, found.fitted.accuracy) << name(how);
    }
}

TEST(policy_comparison, a_policy_of_another_kind_gains_nothing_by_prompts_that_it_was_fitted_to)
{
    auto const data = noise();
    options const flexible{.how = mode::classifier};
    auto const deployed = std::get<fit>(calibrate(data, flexible));
    auto const found = held(data, {}, deployed.policy);
    EXPECT_EQ(found.judged, comparison_basis::both_unseen);
    auto const anew = std::get<decisions>(held_out_decisions(data, flexible));
    EXPECT_EQ(found.current.accuracy, static_cast<double>(count_right(anew, data)) / 24);
    auto const fitted = std::get<decisions>(held_out_decisions(data, {}));
    EXPECT_EQ(found.fitted.accuracy, static_cast<double>(count_right(fitted, data)) / 24);
}

TEST(policy_comparison, a_policy_of_another_kind_that_is_worse_than_a_new_fit_of_it_stands_for_itself)
{
    auto const data = points({"cloud", "local"}, joined({times(30, {1, 40}), times(30, {0, 200})}));
    auto const found = held(data, {.how = mode::classifier}, binary(0.5));
    EXPECT_EQ(found.judged, comparison_basis::unseen);
    EXPECT_DOUBLE_EQ(found.current.accuracy, 0.5);
    EXPECT_DOUBLE_EQ(found.fitted.accuracy, 1.0);
}

TEST(policy_comparison, tells_of_each_fold_of_both)
{
    auto const data = points({"a", "b"}, joined({times(7, {0, 10}), times(7, {1, 200})}));
    options const chosen{.how = mode::classifier};
    auto const made = std::get<fit>(calibrate(data, chosen));
    std::size_t steps = 0;
    auto const listener = [&](std::size_t done, std::size_t of) {
        EXPECT_EQ(of, 14U);
        EXPECT_EQ(done, ++steps);
    };
    auto const found = challenge(data, chosen, made, binary(0.5), weights{}, listener);
    EXPECT_TRUE(std::holds_alternative<policy_comparison>(found));
    EXPECT_EQ(steps, 14U);
}

} // namespace
} // namespace wayfinder::calibrate
