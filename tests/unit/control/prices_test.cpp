#include "control/prices.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace wayfinder::control {
namespace {

using config::dollar;

TEST(prices, each_kind_of_token_has_its_price)
{
    config::price const price{
        .input = 2 * dollar, .output = 8 * dollar, .cached_input = dollar / 2, .per_call = 7};
    EXPECT_EQ(cost_of(price, {1000, 0, 0}), 2'000'000 + 7);
    EXPECT_EQ(cost_of(price, {1000, 400, 0}), 600 * 2000 + 400 * 500 + 7);
    EXPECT_EQ(cost_of(price, {0, 0, 10}), 80'000 + 7);
}

TEST(prices, cheap_turns_are_not_free)
{
    config::price const cheap{.input = 400'000}; // $0.0004 per million
    EXPECT_EQ(cost_of(cheap, {1, 0, 0}), 0);
    EXPECT_EQ(cost_of(cheap, {2, 0, 0}), 1) << "0.8 nano-dollars";
    EXPECT_EQ(cost_of(cheap, {1'000'000, 0, 0}), 400'000);
}

TEST(prices, more_cached_than_prompt_is_all_cached)
{
    config::price const price{.input = dollar, .cached_input = 0};
    EXPECT_EQ(cost_of(price, {100, 900, 0}), 0);
}

TEST(prices, absurd_counts_saturate)
{
    config::price const price{.input = 1000 * dollar, .output = 1000 * dollar};
    auto const most = std::numeric_limits<config::nano_dollars>::max();
    EXPECT_EQ(cost_of(price, {std::numeric_limits<std::uint64_t>::max(), 0, 1}), most);
}

} // namespace
} // namespace wayfinder::control
