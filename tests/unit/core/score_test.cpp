#include <wayfinder/score.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

namespace wayfinder {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

features saturated()
{
    features counts;
    for (feature const each : all_features) counts[each] = 1'000'000;
    return counts;
}

TEST(normalized, is_the_share_of_the_saturation_up_to_one)
{
    EXPECT_EQ(normalized(feature::word_count, 0), 0.0);
    EXPECT_EQ(normalized(feature::word_count, 100), 0.25);
    EXPECT_EQ(normalized(feature::word_count, 400), 1.0);
    EXPECT_EQ(normalized(feature::word_count, 401), 1.0);
    EXPECT_EQ(normalized(feature::question_count, 1), 1.0 / 3.0);
    EXPECT_EQ(normalized(feature::link_count, std::numeric_limits<std::uint64_t>::max()), 1.0);
}

TEST(score, is_zero_without_counts_and_one_when_all_is_saturated)
{
    EXPECT_EQ(score({}, {}), 0.0);
    EXPECT_EQ(score(saturated(), {}), 1.0);
}

TEST(score, of_prose_alone_stays_below_the_default_threshold)
{
    features counts;
    counts[feature::word_count] = 100'000;
    EXPECT_EQ(score(counts, {}), 0.27); // 3 of 11
}

TEST(score, leaves_lexical_cues_out_by_default)
{
    features counts;
    counts[feature::reasoning_term_count] = 10;
    counts[feature::math_symbol_count] = 10;
    EXPECT_EQ(score(counts, {}), 0.0);
    weights lexical;
    lexical[feature::reasoning_term_count] = 5.0;
    EXPECT_EQ(score(counts, lexical), 0.31); // 5 of 16
}

TEST(score, is_zero_when_nothing_weighs_anything)
{
    weights nothing;
    nothing.values.fill(0.0);
    EXPECT_EQ(score(saturated(), nothing), 0.0);
}

TEST(score, is_zero_when_weights_overflow)
{
    weights huge;
    huge.values.fill(std::numeric_limits<double>::max());
    EXPECT_EQ(total(huge), infinity);
    EXPECT_EQ(score(saturated(), huge), 0.0); // infinity over infinity
    features one;
    one[feature::word_count] = 400;
    EXPECT_EQ(score(one, huge), 0.0); // finite over infinity
    huge.values.fill(infinity);
    EXPECT_EQ(score({}, huge), 0.0); // infinity times zero
}

TEST(total, adds_in_the_order_of_the_reference)
{
    // Small values are lost next to 2^53 unless they are summed first: the result reveals the order.
    weights order;
    order.values.fill(0.0);
    order[feature::heading_count] = 0x1p53; // second in report order, third in this one
    order[feature::word_count] = 1.0;
    order[feature::list_item_count] = 1.0;
    EXPECT_EQ(total(order), 0x1p53 + 2.0);
    order[feature::max_heading_depth] = 0.5; // third in report order, after the large one in this one
    order[feature::question_count] = 0.5;
    EXPECT_EQ(total(order), 0x1p53 + 2.0);
}

TEST(round_to_hundredths, looks_at_the_exact_binary_value)
{
    EXPECT_EQ(round_to_hundredths(0.125), 0.12); // exact ties, to even
    EXPECT_EQ(round_to_hundredths(0.375), 0.38);
    EXPECT_EQ(round_to_hundredths(0.625), 0.62);
    EXPECT_EQ(round_to_hundredths(0.875), 0.88);
    EXPECT_EQ(round_to_hundredths(0.005), 0.01); // not ties: the binary value is slightly off
    EXPECT_EQ(round_to_hundredths(0.015), 0.01);
    EXPECT_EQ(round_to_hundredths(0.025), 0.03);
    EXPECT_EQ(round_to_hundredths(0.045), 0.04);
    EXPECT_EQ(round_to_hundredths(std::nextafter(0.125, 1.0)), 0.13);
    EXPECT_EQ(round_to_hundredths(std::nextafter(0.375, 0.0)), 0.37);
}

TEST(round_to_hundredths, handles_the_ends_of_the_scale)
{
    EXPECT_EQ(round_to_hundredths(0.0), 0.0);
    EXPECT_TRUE(std::signbit(round_to_hundredths(-0.0)));
    EXPECT_EQ(round_to_hundredths(std::numeric_limits<double>::denorm_min()), 0.0);
    EXPECT_EQ(round_to_hundredths(std::numeric_limits<double>::min()), 0.0);
    EXPECT_EQ(round_to_hundredths(1.0), 1.0);
    EXPECT_EQ(round_to_hundredths(-1.005), -1.0);
    EXPECT_EQ(round_to_hundredths(std::numeric_limits<double>::max()), std::numeric_limits<double>::max());
    EXPECT_EQ(round_to_hundredths(infinity), infinity);
    EXPECT_TRUE(std::isnan(round_to_hundredths(std::nan(""))));
}

/// The C library prints exactly; it is the yardstick here and too slow for production.
double printed_and_read(double value, char const* format)
{
    char buffer[400];
    std::snprintf(buffer, sizeof buffer, format, value);
    return std::strtod(buffer, nullptr);
}

TEST(round_decimals, agrees_with_printing_and_reading_back)
{
    std::mt19937_64 random(7);
    for (int round = 0; round < 100'000; ++round) {
        auto const bits = random();
        double const in_unit = static_cast<double>(bits >> 11) * 0x1p-53;
        double const scaled = std::ldexp(in_unit, static_cast<int>(bits % 80) - 20);
        double const tie = static_cast<double>(bits % 4096) / 4096.0;
        for (double const value :
             {in_unit, scaled, -scaled, tie, static_cast<double>(bits % 10'001) / 10'000.0}) {
            ASSERT_EQ(detail::round_decimals<2>(value), printed_and_read(value, "%.2f")) << value;
            ASSERT_EQ(detail::round_decimals<4>(value), printed_and_read(value, "%.4f")) << value;
        }
    }
}

} // namespace
} // namespace wayfinder
