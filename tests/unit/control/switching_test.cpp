#include "control/sessions/switching.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace wayfinder::control {
namespace {

using config::nano_dollars;

constexpr nano_dollars cent = config::dollar / 100;

/// Dollars per million tokens: $3 and $15, a tenth of it cached; and a third of that.
constexpr config::price dear{3 * config::dollar, 15 * config::dollar, 30 * cent, 0};
constexpr config::price cheap{1 * config::dollar, 5 * config::dollar, 10 * cent, 0};

TEST(switching, to_a_cheaper_model_saves_on_the_turns_and_reads_once)
{
    auto const made = weigh_switch(dear, cheap, {20'000, 300, 800}, 1);
    // 300 x $2 + 800 x $10, and 20,000 x ($1 - $0.30), of a million.
    EXPECT_EQ(made, (switching{8'600'000, 14'000'000}));
    EXPECT_FALSE(made.pays());
}

TEST(switching, pays_if_there_are_turns_enough)
{
    auto const made = weigh_switch(dear, cheap, {20'000, 300, 800}, 2);
    // Twice the gain; 20,000 x ($1 + $0.10 - 2 x $0.30)
    EXPECT_EQ(made, (switching{17'200'000, 10'000'000}));
    EXPECT_TRUE(made.pays());
}

TEST(switching, to_a_dearer_model_is_worth_what_that_charges_for_the_turn)
{
    auto const made = weigh_switch(cheap, dear, {1'000, 300, 800}, 1);
    EXPECT_EQ(made, (switching{8'600'000, 2'900'000}));
    EXPECT_TRUE(made.pays());
    EXPECT_FALSE(weigh_switch(cheap, dear, {3'000, 300, 800}, 1).pays());
}

TEST(switching, of_no_transcript_always_pays)
{
    for (auto const& [from, to] : {std::pair{dear, cheap}, {cheap, dear}, {dear, dear}})
        EXPECT_TRUE(weigh_switch(from, to, {0, 100, 100}, 3).pays());
}

TEST(switching, between_equals_does_not_pay_while_there_is_something_to_read)
{
    EXPECT_FALSE(weigh_switch(dear, dear, {1, 0, 0}, 1).pays());
    EXPECT_TRUE(weigh_switch({}, {}, {1'000, 10, 10}, 2).pays()) << "what is free is free to be left";
}

TEST(switching, may_cost_less_than_to_stay)
{
    config::price const tiny{15 * cent, 60 * cent, cent, 0};
    auto const made = weigh_switch(dear, tiny, {100'000, 10, 10}, 1);
    EXPECT_EQ(made.reread, -15'000'000);
    EXPECT_TRUE(made.pays());
}

TEST(switching, counts_what_a_call_costs)
{
    auto by_call = cheap;
    by_call.per_call = 5'000'000;
    EXPECT_EQ(weigh_switch(by_call, cheap, {0, 300, 800}, 3).gain, 15'000'000);
}

TEST(switching, rounds_once_and_half_away_from_zero)
{
    config::price const half{500'000, 0, 0, 0}; // half a nano-dollar per token
    EXPECT_EQ(weigh_switch({}, half, {0, 1, 0}, 1).gain, 1);
    EXPECT_EQ(weigh_switch({}, half, {0, 1, 0}, 3).gain, 2) << "not three times the rounded one";
    EXPECT_EQ(weigh_switch({}, half, {1, 0, 0}, 1).reread, 1);
    EXPECT_EQ(weigh_switch({0, 0, 500'000, 0}, {}, {1, 0, 0}, 1).reread, -1);
}

TEST(switching, saturates)
{
    constexpr auto most = std::numeric_limits<nano_dollars>::max();
    config::price const absurd{most, most, most, most};
    constexpr auto endless = std::numeric_limits<std::uint64_t>::max();
    auto const made = weigh_switch({}, absurd, {endless, endless, endless}, endless);
    EXPECT_EQ(made, (switching{most, most}));
    EXPECT_EQ(weigh_switch(absurd, {}, {endless, endless, endless}, endless).reread, -most);
}

/// What the two amounts are for: a switch to a cheaper model pays exactly if the conversation then costs no
/// more over these turns.
TEST(switching, to_a_cheaper_model_pays_if_the_sum_is_smaller)
{
    for (std::uint64_t transcript : {0U, 1'000U, 7'000U, 30'000U})
        for (std::uint64_t added : {0U, 100U, 5'000U})
            for (std::uint64_t output : {1U, 50U, 2'000U})
                for (std::uint64_t turns : {1U, 2U, 5U}) {
                    auto const count = static_cast<nano_dollars>(turns);
                    auto const old = static_cast<nano_dollars>(transcript);
                    auto const sum = [&](config::price const& price, nano_dollars first_read) {
                        auto const turn = static_cast<nano_dollars>(added) * price.input +
                                          static_cast<nano_dollars>(output) * price.output;
                        return count * turn + old * (first_read + (count - 1) * price.cached_input);
                    };
                    bool const smaller = sum(cheap, cheap.input) <= sum(dear, dear.cached_input);
                    EXPECT_EQ(weigh_switch(dear, cheap, {transcript, added, output}, turns).pays(), smaller)
                        << transcript << ' ' << added << ' ' << output << ' ' << turns;
                }
}

} // namespace
} // namespace wayfinder::control
