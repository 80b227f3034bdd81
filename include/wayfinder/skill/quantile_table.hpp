// The distribution of scores in 33 numbers.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace wayfinder::skill {

/// Scores below which 0, 1/32, … 32/32 of the traffic lie, ascending.
using quantile_table = std::array<double, 33>;

/// The table of a sample; all zeros for an empty one.
[[nodiscard]] inline quantile_table quantiles_of(std::vector<double> scores)
{
    quantile_table table{};
    if (scores.empty()) return table;
    std::sort(scores.begin(), scores.end());
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = scores[i * (scores.size() - 1) / (table.size() - 1)];
    return table;
}

/// The share of traffic below a score, in [0, 1], straight between two quantiles.
[[nodiscard]] inline double share_below(quantile_table const& table, double score) noexcept
{
    auto const behind = std::upper_bound(table.begin(), table.end(), score);
    if (behind == table.begin()) return 0.0;
    if (behind == table.end()) return 1.0;
    auto const index = static_cast<double>(behind - table.begin() - 1);
    double const low = *(behind - 1);
    return (index + (score - low) / (*behind - low)) / static_cast<double>(table.size() - 1);
}

/// Of the default score over the prompts that its weights were fitted to, every set counting the same.
inline constexpr quantile_table default_quantiles{
    -2.372, -1.553, -1.404, -1.325, -1.213, -1.125, -1.052, -0.979, -0.900, -0.808, -0.720,
    -0.656, -0.611, -0.564, -0.500, -0.371, -0.209, -0.034, 0.112,  0.238,  0.362,  0.490,
    0.614,  0.759,  0.872,  1.025,  1.191,  1.390,  1.746,  2.265,  2.923,  3.680,  4.888};

} // namespace wayfinder::skill
