// The distribution of scores in 33 numbers.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace wayfinder::skill {

/// Scores below which 0, 1/32, … 32/32 of the traffic fall, ascending.
using quantile_table = std::array<double, 33>;

/// The table of a sample; all zeros if the sample is empty.
[[nodiscard]] inline quantile_table quantiles_of(std::vector<double> scores)
{
    quantile_table table{};
    if (scores.empty()) return table;
    std::sort(scores.begin(), scores.end());
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = scores[i * (scores.size() - 1) / (table.size() - 1)];
    return table;
}

/// The share of traffic below a score, in [0, 1], linearly interpolated between quantiles.
[[nodiscard]] inline double share_below(quantile_table const& table, double score) noexcept
{
    auto const behind = std::upper_bound(table.begin(), table.end(), score);
    if (behind == table.begin()) return 0.0;
    if (behind == table.end()) return 1.0;
    auto const index = static_cast<double>(behind - table.begin() - 1);
    double const low = *(behind - 1);
    return (index + (score - low) / (*behind - low)) / static_cast<double>(table.size() - 1);
}

/// Quantiles of the default score over the prompts that its weights were fitted to, all sets weighted
/// equally.
inline constexpr quantile_table default_quantiles{
    -2.417, -1.566, -1.425, -1.340, -1.222, -1.135, -1.058, -0.984, -0.902, -0.814, -0.717,
    -0.651, -0.609, -0.562, -0.502, -0.368, -0.201, -0.021, 0.128,  0.256,  0.381,  0.506,
    0.632,  0.776,  0.890,  1.037,  1.208,  1.387,  1.782,  2.274,  2.894,  3.657,  4.867};

} // namespace wayfinder::skill
