#include "telemetry/quantile.hpp"

#include <prometheus/histogram.h>

#include <gtest/gtest.h>

namespace wayfinder::telemetry {
namespace {

std::optional<double> of(std::vector<double> const& seen, double share)
{
    prometheus::Histogram histogram{{1, 2, 4}};
    for (auto const each : seen) histogram.Observe(each);
    return quantile(histogram.Collect().histogram, share);
}

TEST(quantile, is_unknown_without_observations)
{
    EXPECT_FALSE(of({}, 0.5));
}

// The values of PromQL's histogram_quantile.
TEST(quantile, is_linear_inside_a_bucket)
{
    EXPECT_DOUBLE_EQ(*of({0.5, 0.5, 1.5, 3.0}, 0.5), 1.0);
    EXPECT_DOUBLE_EQ(*of({0.5, 0.5, 1.5, 3.0}, 0.25), 0.5);
    EXPECT_DOUBLE_EQ(*of({0.5, 0.5, 1.5, 3.0}, 0.875), 3.0);
    EXPECT_DOUBLE_EQ(*of({1.5, 1.5}, 0.5), 1.5);
    EXPECT_DOUBLE_EQ(*of({1.5}, 1.0), 2.0);
}

TEST(quantile, ends_at_the_last_bound_that_is_one)
{
    EXPECT_DOUBLE_EQ(*of({100, 100}, 0.5), 4.0);
}

} // namespace
} // namespace wayfinder::telemetry
