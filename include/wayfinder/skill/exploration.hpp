// Sending a few requests where the score would not, so that labels exist for what it does not choose.
#pragma once

#include <wayfinder/skill/checksum.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace wayfinder::skill {

/// What became of a choice among candidates.
struct exploration {
    std::size_t model{};
    double propensity{1.0}; ///< how likely this model was: what labels are weighed by, as 1 / propensity
    bool explored{};
};

/// A number in [0, 1) for the id of a request, evenly spread whatever ids look like: the same id draws the
/// same everywhere. (The last step of Vigna's splitmix64 spreads what the checksum leaves in the low bits.)
[[nodiscard]] constexpr double draw_of(std::string_view id) noexcept
{
    std::uint64_t mixed = checksum(id);
    mixed = (mixed ^ mixed >> 30U) * 0xBF58'476D'1CE4'E5B9U;
    mixed = (mixed ^ mixed >> 27U) * 0x94D0'49BB'1331'11EBU;
    mixed ^= mixed >> 31U;
    constexpr double steps = 9007199254740992.0; // 2^53: every one of them is a double
    return static_cast<double>(mixed >> 11U) / steps;
}

/// For a draw below `share` one of the others answers, each as likely as any other. Without others, or with a
/// share of 0, nothing is explored.
[[nodiscard]] inline exploration explore(std::size_t chosen, std::span<std::size_t const> others,
                                         double share, double draw) noexcept
{
    if (others.empty() || !(share > 0)) return {.model = chosen};
    if (!(draw < share)) return {.model = chosen, .propensity = 1.0 - share};
    auto const count = static_cast<double>(others.size());
    auto const at = std::min(others.size() - 1, static_cast<std::size_t>(draw / share * count));
    return {.model = others[at], .propensity = share / count, .explored = true};
}

} // namespace wayfinder::skill
