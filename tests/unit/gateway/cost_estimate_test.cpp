#include "gateway/accounting/cost_estimate.hpp"

#include <gtest/gtest.h>

namespace wayfinder::gateway {
namespace {

config::snapshot two_models(std::optional<double> local, std::optional<double> cloud)
{
    config::snapshot config;
    config::model model;
    model.name = "local";
    model.cost_per_1k = local;
    config.gateway.models.push_back(model);
    model.name = "cloud";
    model.cost_per_1k = cloud;
    config.gateway.models.push_back(model);
    return config;
}

TEST(cost_estimate, compares_with_the_dearest_model)
{
    auto const cost = estimate_cost(two_models(0.5, 2.0), "local", 1500);
    EXPECT_EQ(cost.per_call, 0.75);
    EXPECT_EQ(cost.baseline, 3.0);
    EXPECT_EQ(cost.saved, 2.25);
    EXPECT_EQ(cost.unit, "$ / 1k words");
    EXPECT_FALSE(cost.estimated);
}

TEST(cost_estimate, takes_the_dearest_price_for_a_model_without_one)
{
    EXPECT_EQ(estimate_cost(two_models(std::nullopt, 2.0), "local", 1000).saved, 0.0);
}

TEST(cost_estimate, falls_back_on_the_price_of_the_tier)
{
    auto config = two_models(std::nullopt, 4.0);
    auto ladder = binary(0.5);
    ladder.tiers[0].cost = 1.0;
    ladder.tiers[1].cost = 9.0; // the model's own price comes first
    config.routing.policy = ladder;
    EXPECT_EQ(estimate_cost(config, "local", 1000).per_call, 1.0);
    EXPECT_EQ(estimate_cost(config, "cloud", 1000).per_call, 4.0);
}

TEST(cost_estimate, uses_relative_units_without_prices)
{
    auto const cost = estimate_cost(two_models(std::nullopt, std::nullopt), "local", 1000);
    EXPECT_EQ(cost.per_call, 0.2);
    EXPECT_EQ(cost.baseline, 1.0);
    EXPECT_EQ(cost.unit, "relative units / 1k words");
    EXPECT_TRUE(cost.estimated);
}

} // namespace
} // namespace wayfinder::gateway
