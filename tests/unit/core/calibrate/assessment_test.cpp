#include "samples.hpp"

#include <wayfinder/calibrate/assessment.hpp>

#include <gtest/gtest.h>

#include <numeric>

namespace wayfinder::calibrate {
namespace {

using test::joined;
using test::points;
using test::times;

assessment assessed(dataset const& data, options const& chosen = {})
{
    return std::get<assessment>(assess(data, chosen, std::get<fit>(calibrate(data, chosen))));
}

TEST(folds, keep_the_proportions_of_the_labels)
{
    auto const data = points({"a", "b"}, joined({times(37, {0, 1}), times(63, {1, 2})}));
    auto const fold = deal_folds(data, fold_count(data));
    std::vector<std::vector<std::size_t>> counts(10, std::vector<std::size_t>(2, 0));
    for (std::size_t at = 0; at < fold.size(); ++at) ++counts.at(fold[at])[data.samples[at].label];
    for (auto const& each : counts) {
        EXPECT_TRUE(each[0] == 3 || each[0] == 4);
        EXPECT_TRUE(each[1] == 6 || each[1] == 7);
    }
}

TEST(folds, are_as_many_as_the_commonest_label_allows)
{
    auto const count = [](std::size_t a, std::size_t b) {
        return fold_count(points({"a", "b"}, joined({times(a, {0, 1}), times(b, {1, 2})})));
    };
    EXPECT_EQ(count(500, 3), 10U);
    EXPECT_EQ(count(3, 4), 4U);
    EXPECT_EQ(count(1, 1), 2U);
    auto const single = deal_folds(points({"a", "b", "c"}, {{0, 1}, {1, 1}, {2, 1}}), 2);
    EXPECT_EQ(single, (std::vector<std::size_t>{0, 1, 0})) << "something is left to learn from";
}

TEST(cross_validation, no_sample_is_judged_by_a_fit_that_saw_it)
{
    auto const data = points({"a", "b"}, joined({times(20, {0, 1}), times(20, {1, 2})}));
    std::size_t judged = 0;
    auto const made = cross_validate(data, [&](dataset const& training, dataset const& held_out) {
        EXPECT_EQ(training.samples.size() + held_out.samples.size(), data.samples.size());
        judged += held_out.samples.size();
        return result<decisions>{decisions(held_out.samples.size(), 1)};
    });
    EXPECT_EQ(judged, 40U);
    EXPECT_EQ(std::get<decisions>(made), decisions(40, 1));
}

TEST(cross_validation, answers_stand_beside_their_samples)
{
    auto const data = points({"a", "b"}, {{0, 3}, {1, 1}, {0, 4}, {1, 1}, {0, 5}, {1, 9}});
    auto const made = cross_validate(data, [](dataset const&, dataset const& held_out) {
        decisions words;
        for (auto const& each : held_out.samples) words.push_back(each.counts[feature::word_count]);
        return result<decisions>{words};
    });
    EXPECT_EQ(std::get<decisions>(made), (decisions{3, 1, 4, 1, 5, 9}));
}

/// What is only memorised does not count as learnt: random labels, no two prompts alike.
TEST(assessment, held_out_accuracy_sees_through_noise)
{
    std::vector<test::point> all;
    for (unsigned at = 0; at < 120; ++at)
        all.push_back({at * 7919U % 13U % 2U, 3U * at + 3U, at * 31U % 15U});
    auto const data = points({"a", "b"}, all);
    auto const found = assessed(data, {.how = mode::classifier});
    EXPECT_GT(found.training.accuracy, found.held_out.accuracy);
    EXPECT_NE(found.outcome, verdict::better);
}

TEST(assessment, labels_that_score_alike_get_the_commoner_one)
{
    auto const data = points({"cloud", "local"}, joined({times(30, {0, 1}), times(30, {1, 1})}));
    auto const found = assessed(data);
    EXPECT_DOUBLE_EQ(found.held_out.accuracy, 0.5) << "leaving one out would say 0";
    EXPECT_EQ(found.outcome, verdict::no_better);
}

TEST(assessment, figures_of_the_plain_rules)
{
    auto const data = points({"cheap", "dear"}, joined({times(30, {0, 10}), times(10, {1, 200})}));
    auto const found = assessed(data, {.costs = {{"cheap", 1}, {"dear", 4}}});
    EXPECT_DOUBLE_EQ(found.held_out.accuracy, 1.0);
    EXPECT_DOUBLE_EQ(found.held_out.saved, 1 - 70.0 / 160);
    auto const& cheapest = found.baselines.at(0).held_out;
    EXPECT_DOUBLE_EQ(cheapest.accuracy, 0.75);
    EXPECT_DOUBLE_EQ(cheapest.sufficient, 0.75);
    EXPECT_DOUBLE_EQ(cheapest.saved, 0.75);
    auto const& dearest = found.baselines.at(1).held_out;
    EXPECT_DOUBLE_EQ(dearest.accuracy, 0.25);
    EXPECT_DOUBLE_EQ(dearest.sufficient, 1.0);
    EXPECT_DOUBLE_EQ(dearest.saved, 0.0);
    auto const& random = found.baselines.at(2).held_out;
    EXPECT_DOUBLE_EQ(random.accuracy, 0.75 * 0.75 + 0.25 * 0.25);
    EXPECT_DOUBLE_EQ(random.sufficient, 0.75 * 0.75 + 0.25);
    EXPECT_DOUBLE_EQ(random.saved, found.held_out.saved);
    EXPECT_DOUBLE_EQ(found.baselines.at(3).held_out.accuracy, 1.0);
}

TEST(assessment, a_fit_is_better_only_when_luck_will_not_do)
{
    // The same number of words on both sides: only list items differ.
    auto const arms = [](std::size_t count) {
        return points({"a", "b"}, joined({times(count, {0, 50, 0}), times(count, {1, 50, 10})}));
    };
    EXPECT_EQ(assessed(arms(3)).outcome, verdict::unproven);
    auto const many = assessed(arms(30));
    EXPECT_EQ(many.outcome, verdict::better);
    EXPECT_EQ(many.against_best->first_only, 30U);
    EXPECT_EQ(many.against_best->second_only, 0U);
}

TEST(assessment, thrift_is_not_held_against_rules_without_it)
{
    // Nine of ten prompts are hard: always choosing the expensive model is hard to beat on accuracy alone.
    auto const data = points({"a", "b"}, joined({times(10, {0, 5}), times(30, {1, 8}), times(60, {1, 300})}));
    options chosen{.goal = objective::cost_quality, .costs = {{"a", 0}, {"b", 1}}, .target_savings = 0.3};
    auto const found = assessed(data, chosen);
    EXPECT_LT(found.held_out.accuracy, found.baselines.at(1).held_out.accuracy);
    EXPECT_GE(found.best, 2U);
}

TEST(assessment, savings_out_of_reach_in_a_fold_are_met_as_far_as_they_go)
{
    auto const data = points({"a", "b"}, joined({times(5, {0, 10}), times(5, {1, 200})}));
    options const chosen{
        .goal = objective::cost_quality, .costs = {{"a", 0}, {"b", 1}}, .target_savings = 0.5};
    EXPECT_DOUBLE_EQ(assessed(data, chosen).held_out.accuracy, 1.0);
}

TEST(assessment, tells_of_each_fit_once)
{
    auto const data = points({"a", "b"}, joined({times(7, {0, 10}), times(7, {1, 200})}));
    auto const made = std::get<fit>(calibrate(data, {}));
    std::vector<std::size_t> told;
    auto const listener = [&](std::size_t done, std::size_t of) {
        EXPECT_EQ(of, 14U) << "seven folds, by score and by words";
        told.push_back(done);
    };
    auto const found = std::get<assessment>(assess(data, {}, made, listener));
    std::vector<std::size_t> each_step(14);
    std::iota(each_step.begin(), each_step.end(), 1U);
    EXPECT_EQ(told, each_step);
    EXPECT_DOUBLE_EQ(found.held_out.accuracy, assessed(data).held_out.accuracy);
}

} // namespace
} // namespace wayfinder::calibrate
