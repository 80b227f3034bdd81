#include "delivery/balance.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

namespace wayfinder::delivery {
namespace {

using several = std::vector<candidate>;

TEST(balance, picks_the_one_with_the_fewest_calls_for_its_weight)
{
    EXPECT_EQ(pick(several{{1, 2}, {1, 1}, {1, 3}}, 0), 1U);
    EXPECT_EQ(pick(several{{4, 3}, {1, 1}}, 0), 0U);
    EXPECT_EQ(pick(several{{4, 5}, {1, 1}}, 0), 1U);
    EXPECT_EQ(pick(several{{1, 1}, {1000, 999}}, 7), 1U);
}

TEST(balance, passes_over_what_is_not_usable)
{
    EXPECT_EQ(pick(several{{1000, 0, false}, {1, 50}}, 3), 1U);
    EXPECT_EQ(pick(several{{1, 0, false}, {1, 0, false}}, 0), std::nullopt);
    EXPECT_EQ(pick({}, 0), std::nullopt);
}

TEST(balance, spreads_the_calls_of_an_idle_model_by_weight)
{
    several const among{{3, 0}, {1, 0}, {7, 0, false}, {2, 0}};
    std::array<std::size_t, 4> picked{};
    for (std::size_t turn = 0; turn < 6000; ++turn) ++picked[pick(among, turn).value()];
    EXPECT_EQ(picked, (std::array<std::size_t, 4>{3000, 1000, 0, 2000}));
}

TEST(balance, takes_turns_among_the_least_busy_alone)
{
    several const among{{2, 2}, {2, 0}, {1, 0}};
    std::array<std::size_t, 3> picked{};
    for (std::size_t turn = 0; turn < 300; ++turn) ++picked[pick(among, turn).value()];
    EXPECT_EQ(picked, (std::array<std::size_t, 3>{0, 200, 100}));
}

TEST(balance, keeps_a_busy_model_at_its_weights)
{
    several among{{5, 0}, {3, 0}, {2, 0}};
    for (std::size_t turn = 0; turn < 1000; ++turn) ++among[pick(among, turn).value()].in_flight;
    EXPECT_EQ(among[0].in_flight, 500U);
    EXPECT_EQ(among[1].in_flight, 300U);
    EXPECT_EQ(among[2].in_flight, 200U);
}

TEST(balance, gives_an_endpoint_that_is_slower_fewer_calls)
{
    // Each step starts one call, and calls end at random: three times as fast at the first endpoint.
    std::mt19937 random{11};
    several among{{1, 0}, {1, 0}};
    std::array<std::size_t, 2> picked{};
    for (std::size_t turn = 0; turn < 20'000; ++turn) {
        auto const to = pick(among, turn).value();
        ++picked[to];
        ++among[to].in_flight;
        for (std::size_t i = 0; i < 2; ++i) {
            auto const calls = among[i].in_flight;
            for (std::size_t call = 0; call < calls; ++call)
                if (random() % 300 < (i == 0 ? 30U : 10U)) --among[i].in_flight;
        }
    }
    EXPECT_GT(picked[0], 2 * picked[1]);
    EXPECT_GT(picked[1], picked[0] / 5);
}

} // namespace
} // namespace wayfinder::delivery
