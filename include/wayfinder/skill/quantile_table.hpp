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
    -4.064, -1.762, -1.607, -1.496, -1.387, -1.272, -1.165, -1.061, -0.966, -0.871, -0.756,
    -0.679, -0.635, -0.587, -0.537, -0.375, -0.187, -0.015, 0.134,  0.281,  0.387,  0.521,
    0.633,  0.757,  0.887,  1.025,  1.174,  1.394,  1.796,  2.225,  2.778,  3.178,  4.759};

} // namespace wayfinder::skill
