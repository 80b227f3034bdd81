// Sends a few requests to models that the score would not choose, so that labels exist for those as well.
#pragma once

#include <wayfinder/skill/checksum.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace wayfinder::skill {

/// The outcome of a choice among candidates.
struct exploration {
    std::size_t model{};
    double propensity{1.0}; ///< probability with which this model was chosen; labels are weighted by 1 /
                            ///< propensity
    bool explored{};
};

/// A number in [0, 1) derived from a request id, uniformly distributed for ids of any form; the same id gives
/// the same number on every machine. (The final step of Vigna's splitmix64 spreads the entropy that the
/// checksum leaves in the low bits.)
[[nodiscard]] constexpr double draw_of(std::string_view id) noexcept
{
    std::uint64_t mixed = checksum(id);
    mixed = (mixed ^ mixed >> 30U) * 0xBF58'476D'1CE4'E5B9U;
    mixed = (mixed ^ mixed >> 27U) * 0x94D0'49BB'1331'11EBU;
    mixed ^= mixed >> 31U;
    constexpr double steps = 9007199254740992.0; // 2^53: every multiple of 2^-53 in [0, 1) is a double
    return static_cast<double>(mixed >> 11U) / steps;
}

/// If the draw is below `share`, one of the others answers, all with equal probability. Without others, or
/// with a share of 0, nothing is explored.
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
