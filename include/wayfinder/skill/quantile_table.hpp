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
    -4.163, -1.528, -1.336, -1.196, -1.102, -0.992, -0.880, -0.755, -0.638, -0.506, -0.393,
    -0.313, -0.241, -0.200, -0.131, -0.068, -0.008, 0.083,  0.191,  0.307,  0.430,  0.553,
    0.661,  0.774,  0.893,  1.031,  1.188,  1.331,  1.550,  1.953,  2.372,  2.794,  3.415};

} // namespace wayfinder::skill
