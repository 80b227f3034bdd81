#include <wayfinder/skill/exploration.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace wayfinder::skill {
namespace {

constexpr std::array<std::size_t, 2> others{0, 2};

TEST(skill_exploration, leaves_most_requests_where_the_score_wants_them)
{
    auto const made = explore(1, others, 0.1, 0.5);
    EXPECT_EQ(made.model, 1U);
    EXPECT_FALSE(made.explored);
    EXPECT_DOUBLE_EQ(made.propensity, 0.9);
}

TEST(skill_exploration, draws_each_of_the_others_alike)
{
    EXPECT_EQ(explore(1, others, 0.1, 0.0).model, 0U);
    EXPECT_EQ(explore(1, others, 0.1, 0.04).model, 0U);
    EXPECT_EQ(explore(1, others, 0.1, 0.06).model, 2U);
    EXPECT_EQ(explore(1, others, 0.1, 0.0999999).model, 2U);
    EXPECT_TRUE(explore(1, others, 0.1, 0.06).explored);
    EXPECT_DOUBLE_EQ(explore(1, others, 0.1, 0.06).propensity, 0.05);
    EXPECT_EQ(explore(1, others, 1.0, 0.9999999).model, 2U);
}

TEST(skill_exploration, does_nothing_without_a_share_or_without_others)
{
    EXPECT_EQ(explore(1, others, 0.0, 0.0).propensity, 1.0);
    EXPECT_EQ(explore(1, {}, 0.5, 0.0).model, 1U);
    EXPECT_EQ(explore(1, {}, 0.5, 0.0).propensity, 1.0);
}

TEST(skill_exploration, propensities_of_all_models_add_up_to_one)
{
    double const share = 0.06;
    auto const other = explore(1, others, share, 0.0).propensity;
    EXPECT_DOUBLE_EQ(explore(1, others, share, 0.5).propensity + 2 * other, 1.0);
}

TEST(skill_exploration, ids_draw_evenly_however_alike_they_are)
{
    std::array<int, 10> tenths{};
    for (int i = 0; i < 10'000; ++i) {
        auto const draw = draw_of("req-" + std::to_string(i));
        ASSERT_GE(draw, 0.0);
        ASSERT_LT(draw, 1.0);
        ++tenths[static_cast<std::size_t>(draw * 10)];
    }
    for (int const each : tenths) EXPECT_NEAR(each, 1000, 150);
    EXPECT_EQ(draw_of("a"), draw_of("a"));
    EXPECT_NE(draw_of("a"), draw_of("b"));
}

} // namespace
} // namespace wayfinder::skill
