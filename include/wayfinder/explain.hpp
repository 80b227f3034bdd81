// Explains a prompt's score: the contribution of each feature.
#pragma once

#include <wayfinder/feature.hpp>
#include <wayfinder/score.hpp>

#include <array>
#include <cstdint>

namespace wayfinder {

/// One feature's contribution to a score, unrounded.
struct contribution {
    feature what;
    std::uint64_t value;
    double normalized; ///< the value relative to its saturation, in [0, 1]
    double weight;
    double contribution; ///< weight x normalized / total weight; 0 if all weights are 0
};

/// Rounds to four decimals, the precision of reports: the exact binary value is rounded, exact ties to even.
[[nodiscard]] constexpr double round_to_ten_thousandths(double value) noexcept
{
    return detail::round_decimals<4>(value);
}

/// In report order. The contributions add up to the score before rounding.
[[nodiscard]] constexpr std::array<contribution, feature_count> explain(features const& counts,
                                                                        weights const& by) noexcept
{
    std::array<contribution, feature_count> parts{};
    double const whole = total(by);
    for (feature const each : all_features) {
        double const share = normalized(each, counts[each]);
        double const part = whole == 0.0 ? 0.0 : by[each] * share / whole;
        parts[index_of(each)] = {each, counts[each], share, by[each], part};
    }
    return parts;
}

} // namespace wayfinder
