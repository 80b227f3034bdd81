#include <wayfinder/feature.hpp>

#include <gtest/gtest.h>

namespace wayfinder {
namespace {

TEST(feature, names_and_features_map_to_each_other)
{
    for (feature const each : all_features) EXPECT_EQ(feature_named(name(each)), each);
    EXPECT_EQ(name(feature::word_count), "word_count");
    EXPECT_EQ(name(feature::question_count), "question_count");
}

TEST(feature, names_are_exact)
{
    EXPECT_EQ(feature_named("Word_Count"), std::nullopt);
    EXPECT_EQ(feature_named(" word_count"), std::nullopt);
    EXPECT_EQ(feature_named(""), std::nullopt);
}

TEST(feature, report_order_is_the_order_of_the_enumeration)
{
    for (std::size_t index = 0; index < feature_count; ++index)
        EXPECT_EQ(index_of(all_features[index]), index);
}

TEST(features, begin_at_zero_and_compare_by_count)
{
    features counts;
    for (feature const each : all_features) EXPECT_EQ(counts[each], 0U);
    features other;
    EXPECT_EQ(counts, other);
    other[feature::link_count] = 1;
    EXPECT_NE(counts, other);
}

} // namespace
} // namespace wayfinder
