// Turns counts into one number: each feature is saturated and weighted, and the sum is scaled to [0, 1].
#pragma once

#include <wayfinder/detail/decimal_rounding.hpp>
#include <wayfinder/feature.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace wayfinder {

/// The weight of each feature, 0 or more. The defaults use structure only (reference 2026.6.7): lexical cues
/// are counted and reported but have no weight unless the configuration assigns one.
struct weights {
    std::array<double, feature_count> values{3.0, 1.5, 1.0, 2.0, 1.0, 1.5, 1.0, 0.0, 0.0, 0.0, 0.0};

    [[nodiscard]] constexpr double& operator[](feature which) noexcept { return values[index_of(which)]; }
    [[nodiscard]] constexpr double operator[](feature which) const noexcept
    {
        return values[index_of(which)];
    }

    friend constexpr bool operator==(weights const&, weights const&) = default;
};

/// The count above which a feature no longer affects the score.
[[nodiscard]] constexpr double saturation(feature which) noexcept
{
    constexpr std::array<double, feature_count> counts{400, 8, 4, 15, 10, 4, 12, 2, 6, 3, 3};
    return counts[index_of(which)];
}

/// The count relative to its saturation, in [0, 1].
[[nodiscard]] constexpr double normalized(feature which, std::uint64_t count) noexcept
{
    return std::min(static_cast<double>(count) / saturation(which), 1.0);
}

/// Sum of all weights. Floating-point addition is not associative, so the order is part of the contract: it
/// is the order in which the reference lists its weights, not the report order.
[[nodiscard]] constexpr double total(weights const& by) noexcept
{
    constexpr std::array<feature, feature_count> order{
        feature::word_count,        feature::list_item_count,
        feature::heading_count,     feature::code_block_count,
        feature::table_row_count,   feature::link_count,
        feature::max_heading_depth, feature::reasoning_term_count,
        feature::math_symbol_count, feature::constraint_term_count,
        feature::question_count,
    };
    double sum = 0.0;
    for (feature const each : order) sum += by[each];
    return sum;
}

/// Two decimals: the exact binary value is rounded, exact ties to even.
[[nodiscard]] constexpr double round_to_hundredths(double value) noexcept
{
    return detail::round_decimals<2>(value);
}

/// The complexity of a prompt in [0, 1], two decimals: sum of weight x normalized over `total`, added from
/// left to right in report order. Zero if all weights are 0, or if they are so large that the sums overflow
/// and the ratio is not finite.
[[nodiscard]] constexpr double score(features const& counts, weights const& by) noexcept
{
    double const whole = total(by);
    if (whole == 0.0) return 0.0;
    double sum = 0.0;
    for (feature const each : all_features) sum += by[each] * normalized(each, counts[each]);
    double const ratio = sum / whole;
    bool const finite = ratio <= std::numeric_limits<double>::max(); // false for NaN as well
    return finite ? round_to_hundredths(ratio) : 0.0;
}

} // namespace wayfinder
