#include <wayfinder/decision.hpp>
#include <wayfinder/policy.hpp>

#include <gtest/gtest.h>

#include <string>

namespace wayfinder {
namespace {

tiers_policy const ladder{{{0.0, "small"}, {0.15, "medium"}, {0.6, "large"}}};

TEST(tiers, cuts_are_inclusive)
{
    EXPECT_EQ(select_tier(ladder, 0.0), 0U);
    EXPECT_EQ(select_tier(ladder, 0.14), 0U);
    EXPECT_EQ(select_tier(ladder, 0.15), 1U);
    EXPECT_EQ(select_tier(ladder, 0.59), 1U);
    EXPECT_EQ(select_tier(ladder, 0.6), 2U);
    EXPECT_EQ(select_tier(ladder, 1.0), 2U);
}

TEST(tiers, one_tier_takes_everything)
{
    tiers_policy const single{{{0.0, "only"}}};
    EXPECT_EQ(select_tier(single, 0.0), 0U);
    EXPECT_EQ(select_tier(single, 1.0), 0U);
}

TEST(binary, is_a_ladder_of_local_and_cloud)
{
    EXPECT_EQ(binary(0.5), (tiers_policy{{{0.0, "local"}, {0.5, "cloud"}}}));
    EXPECT_EQ(select_tier(binary(0.0), 0.0), 1U);
    EXPECT_EQ(select_tier(binary(1.0), 0.99), 0U);
    EXPECT_EQ(select_tier(binary(1.0), 1.0), 1U);
}

classifier_policy two_models(double first, double second)
{
    classifier_policy classifier;
    classifier.models = {"small", "big"};
    classifier.intercepts = {first, second};
    return classifier;
}

TEST(classifier, the_first_of_equals_wins)
{
    EXPECT_EQ(select_model(two_models(1.0, 1.0), {}), 0U);
    EXPECT_EQ(select_model(two_models(1.0, 1.5), {}), 1U);
    EXPECT_EQ(select_model(two_models(-2.0, -1.0), {}), 1U);
}

TEST(classifier, adds_weighted_saturated_features)
{
    auto classifier = two_models(1.0, 0.0);
    classifier.weights[index_of(feature::word_count)] = {0.0, 2.0};
    features counts;
    counts[feature::word_count] = 200;
    EXPECT_EQ(select_model(classifier, counts), 0U); // 1 against 2 x 0.5: a tie
    counts[feature::word_count] = 201;
    EXPECT_EQ(select_model(classifier, counts), 1U);
    classifier.intercepts[0] = 2.0;
    counts[feature::word_count] = 1'000'000;
    EXPECT_EQ(select_model(classifier, counts), 0U); // saturated
}

TEST(router, defaults_to_binary_at_a_half)
{
    router const routes;
    auto const made = routes.decide("hello there");
    EXPECT_EQ(made.model, "local");
    EXPECT_EQ(made.kind, policy_kind::tiered);
    EXPECT_EQ(made.score, 0.0);
    EXPECT_EQ(made.counts[feature::word_count], 2U);
}

TEST(router, answers_with_names_of_its_policy)
{
    router const routes{.policy = ladder};
    auto const made = routes.decide("");
    EXPECT_EQ(made.model.data(), std::get<tiers_policy>(routes.policy).tiers[0].model.data());
}

TEST(router, scores_for_a_classifier_too)
{
    router const routes{.policy = two_models(0.0, 1.0)};
    std::string text;
    for (int word = 0; word < 400; ++word) text += "word ";
    auto const made = routes.decide(text);
    EXPECT_EQ(made.model, "big");
    EXPECT_EQ(made.kind, policy_kind::classifier);
    EXPECT_EQ(made.score, 0.27);
    EXPECT_EQ(name(made.kind), "classifier");
}

TEST(router, without_any_model_names_none)
{
    EXPECT_EQ((router{.policy = tiers_policy{}}.decide("x").model), "");
    EXPECT_EQ((router{.policy = classifier_policy{}}.decide("x").model), "");
}

} // namespace
} // namespace wayfinder
