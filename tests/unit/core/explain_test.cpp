#include <wayfinder/explain.hpp>

#include <gtest/gtest.h>

namespace wayfinder {
namespace {

TEST(explain, shares_add_up_to_the_score)
{
    features counts;
    counts[feature::word_count] = 200;
    counts[feature::list_item_count] = 15;
    counts[feature::question_count] = 2;
    auto const parts = explain(counts, {});
    double sum = 0;
    for (auto const& part : parts) sum += part.contribution;
    EXPECT_EQ(round_to_hundredths(sum), score(counts, {}));
}

TEST(explain, reports_each_feature_in_order)
{
    features counts;
    counts[feature::heading_count] = 4;
    auto const parts = explain(counts, {});
    for (std::size_t index = 0; index < parts.size(); ++index)
        EXPECT_EQ(parts[index].what, all_features[index]);
    EXPECT_EQ(parts[1].value, 4U);
    EXPECT_EQ(parts[1].normalized, 0.5);
    EXPECT_EQ(parts[1].weight, 1.5);
    EXPECT_EQ(parts[1].contribution, 1.5 * 0.5 / 11.0);
}

TEST(explain, contributes_nothing_when_nothing_weighs_anything)
{
    features counts;
    counts[feature::word_count] = 400;
    weights nothing;
    nothing.values.fill(0.0);
    auto const parts = explain(counts, nothing);
    EXPECT_EQ(parts[0].normalized, 1.0);
    for (auto const& part : parts) EXPECT_EQ(part.contribution, 0.0);
}

} // namespace
} // namespace wayfinder
