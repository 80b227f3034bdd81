// From counts to one number: each feature is saturated, weighted and added; the sum is scaled to [0, 1].
#pragma once

#include <wayfinder/detail/decimal_rounding.hpp>
#include <wayfinder/feature.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace wayfinder {

/// How much each feature matters, 0 or more. The defaults look at structure only (reference 2026.6.7): the
/// lexical cues are counted and reported but weigh nothing until a configuration says so.
struct weights {
    std::array<double, feature_count> values{3.0, 1.5, 1.0, 2.0, 1.0, 1.5, 1.0, 0.0, 0.0, 0.0, 0.0};

    [[nodiscard]] constexpr double& operator[](feature which) noexcept { return values[index_of(which)]; }
    [[nodiscard]] constexpr double operator[](feature which) const noexcept
    {
        return values[index_of(which)];
    }

    friend constexpr bool operator==(weights const&, weights const&) = default;
};

/// The count from which more of a feature changes nothing.
[[nodiscard]] constexpr double saturation(feature which) noexcept
{
    constexpr std::array<double, feature_count> counts{400, 8, 4, 15, 10, 4, 12, 2, 6, 3, 3};
    return counts[index_of(which)];
}

/// The count as a share of its saturation, in [0, 1].
[[nodiscard]] constexpr double normalized(feature which, std::uint64_t count) noexcept
{
    return std::min(static_cast<double>(count) / saturation(which), 1.0);
}

/// Sum of all weights. Doubles do not add associatively, so the order is part of the contract: it is the one
/// in which the reference lists its weights, which is not the report order.
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

/// Two decimals: the exact binary value is rounded, exact ties go to the even digit.
[[nodiscard]] constexpr double round_to_hundredths(double value) noexcept
{
    return detail::round_decimals<2>(value);
}

/// The complexity of a prompt in [0, 1], two decimals: sum of weight x normalized over `total`, added plainly
/// from left to right in report order. Zero when nothing weighs anything, and zero when weights so large that
/// the sums overflow leave no finite ratio.
[[nodiscard]] constexpr double score(features const& counts, weights const& by) noexcept
{
    double const whole = total(by);
    if (whole == 0.0) return 0.0;
    double sum = 0.0;
    for (feature const each : all_features) sum += by[each] * normalized(each, counts[each]);
    double const ratio = sum / whole;
    bool const finite = ratio <= std::numeric_limits<double>::max(); // false for NaN too
    return finite ? round_to_hundredths(ratio) : 0.0;
}

} // namespace wayfinder
