#include "control/sessions/switching.hpp"

#include <algorithm>
#include <limits>

namespace wayfinder::control {
namespace {

__extension__ using wide = __int128;

constexpr wide million = 1'000'000;

// No real value is larger, and within this bound no product overflows.
constexpr std::uint64_t most_tokens = 1ULL << 40U;
constexpr std::uint64_t most_turns = 1ULL << 12U;

wide tokens(std::uint64_t count)
{
    return static_cast<wide>(std::min(count, most_tokens));
}

/// In nano-dollars times a million, like everything below.
wide cost_of_turn(config::price const& price, turn_tokens const& turn)
{
    return tokens(turn.added) * price.input + tokens(turn.output) * price.output + price.per_call * million;
}

config::nano_dollars rounded(wide amount)
{
    constexpr wide most = std::numeric_limits<config::nano_dollars>::max();
    auto const size = (amount < 0 ? -amount : amount) + million / 2;
    auto const whole = static_cast<config::nano_dollars>(std::min(most, size / million));
    return amount < 0 ? -whole : whole;
}

} // namespace

switching weigh_switch(config::price const& present, config::price const& other, turn_tokens const& turn,
                       std::uint64_t turns)
{
    auto const count = static_cast<wide>(std::clamp<std::uint64_t>(turns, 1, most_turns));
    auto const difference = cost_of_turn(present, turn) - cost_of_turn(other, turn);
    auto const gain = count * (difference < 0 ? -difference : difference);
    auto const per_token =
        other.input + (count - 1) * other.cached_input - count * static_cast<wide>(present.cached_input);
    return {rounded(gain), rounded(tokens(turn.transcript) * per_token)};
}

} // namespace wayfinder::control
