#include <wayfinder/decision.hpp>
#include <wayfinder/skill/policy.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wayfinder::skill {
namespace {

policy two_models(double share)
{
    policy made;
    made.models = {"small", "large"};
    made.dear_shares = {share};
    return made;
}

TEST(quantile_sketch, begins_with_its_table)
{
    quantile_sketch const fresh;
    for (std::size_t i = 1; i + 1 < default_quantiles.size(); ++i)
        EXPECT_NEAR(fresh.share_below(default_quantiles[i]), static_cast<double>(i) / 32, 0.02) << i;
}

TEST(quantile_sketch, follows_the_traffic_and_forgets)
{
    quantile_sketch seen;
    for (int i = 0; i < 4000; ++i) seen.add(2.0 + (i % 100) * 0.01);
    EXPECT_NEAR(seen.share_below(2.5), 0.5, 0.03);
    for (int i = 0; i < 60'000; ++i) seen.add(-2.0 + (i % 100) * 0.01);
    EXPECT_NEAR(seen.share_below(-1.5), 0.5, 0.03);
    EXPECT_LE(seen.total(), std::uint64_t{quantile_sketch::capacity} * quantile_sketch::unit + 16);
}

TEST(quantile_sketch, rises_and_stays_below_one)
{
    quantile_sketch seen;
    seen.add(1e300);
    seen.add(-1e300);
    double before = 0;
    for (double score = -12; score < 12; score += 0.01) {
        double const now = seen.share_below(score);
        EXPECT_GE(now, before);
        EXPECT_LT(now, 1.0);
        before = now;
    }
}

TEST(quantile_sketch, continues_where_it_was_saved)
{
    quantile_sketch seen;
    for (int i = 0; i < 500; ++i) seen.add(i * 0.003);
    EXPECT_EQ(quantile_sketch{seen.saved()}, seen);
}

TEST(skill_policy, sends_the_wished_share_to_the_dear_model)
{
    quantile_sketch seen;
    auto const routes = two_models(0.3);
    int dear = 0;
    for (int i = 0; i < 20'000; ++i) {
        double const score = (i * 7919 % 1000) * 0.004 - 1.0;
        if (i >= 10'000) dear += choose(routes, score, &seen).model == 1 ? 1 : 0;
        seen.add(score);
    }
    EXPECT_NEAR(dear, 3000, 150);
}

TEST(skill_policy, cuts_between_several_models)
{
    policy routes;
    routes.models = {"a", "b", "c"};
    routes.dear_shares = {0.5, 0.1};
    EXPECT_EQ(choose(routes, 0.49).model, 0U);
    EXPECT_EQ(choose(routes, 0.5).model, 1U);
    EXPECT_EQ(choose(routes, 0.9).model, 2U);
    EXPECT_NEAR(choose(routes, 0.85).confidence, 0.05, 1e-9);
}

TEST(skill_policy, has_ends)
{
    EXPECT_EQ(choose(two_models(0.0), 1.0 - 1e-9).model, 0U);
    EXPECT_EQ(choose(two_models(1.0), 0.0).model, 1U);
    EXPECT_EQ(choose(two_models(1.0), 0.0).confidence, 1.0);
}

TEST(skill_policy, abstains_near_a_cut)
{
    auto routes = two_models(0.3);
    routes.abstain_band = 0.05;
    EXPECT_TRUE(choose(routes, 0.68).abstained);
    EXPECT_FALSE(choose(routes, 0.6).abstained);
    EXPECT_EQ(choose(routes, 0.68).model, 0U);
    routes.on_abstain = abstention::dear;
    EXPECT_EQ(choose(routes, 0.68).model, 1U);
    routes.on_abstain = abstention::cheap;
    EXPECT_EQ(choose(routes, 0.72).model, 0U);
    EXPECT_EQ(choose(routes, 0.8).model, 1U);
}

TEST(skill_policy, cascades_from_the_cheap_side_of_the_nearest_cut)
{
    auto routes = two_models(0.3);
    routes.abstain_band = 0.05;
    routes.on_abstain = abstention::cascade;
    EXPECT_EQ(choose(routes, 0.72).model, 0U);
    EXPECT_EQ(choose(routes, 0.72).escalates_to, 1U);
    EXPECT_EQ(choose(routes, 0.8).model, 1U);
    EXPECT_EQ(choose(routes, 0.8).escalates_to, 0U);
    EXPECT_EQ(choose(routes, 0.6).escalates_to, 0U);
}

TEST(skill_policy, dials_between_cost_and_quality)
{
    EXPECT_EQ(shares_of_bias(0.5, 3), (std::vector<double>{0.5, 0.25}));
    EXPECT_EQ(shares_of_bias(1.0, 3), (std::vector<double>{1.0, 1.0}));
    EXPECT_EQ(shares_of_bias(0.0, 2), std::vector<double>{0.0});
}

TEST(skill_policy, decides_beside_the_score)
{
    router routes;
    routes.policy = two_models(0.4);
    auto const hard =
        routes.decide("Suppose that the series converges because each term, although positive, "
                      "falls whenever n grows; prove whether the sum (a + b) / c is then bounded "
                      "if c is not zero, and otherwise construct a sequence which is not.");
    ASSERT_TRUE(hard.skill);
    EXPECT_EQ(hard.kind, policy_kind::skill);
    EXPECT_EQ(hard.model, "large");
    EXPECT_EQ(hard.score, router{}.decide("Suppose that the series").score + 0.03);
    auto const easy = routes.decide("What is the capital of Norway?");
    EXPECT_EQ(easy.model, "small");
    EXPECT_LT(easy.skill->chosen.percentile, hard.skill->chosen.percentile);
    EXPECT_FALSE(router{}.decide("What").skill);
}

TEST(skill_policy, can_be_fixed)
{
    auto routes = two_models(0.3);
    routes.fixed = true;
    quantile_sketch seen;
    auto const before = choose(routes, 0.4, &seen);
    for (int i = 0; i < 5000; ++i) seen.add(5.0);
    EXPECT_EQ(choose(routes, 0.4, &seen).percentile, before.percentile);
}

} // namespace
} // namespace wayfinder::skill
