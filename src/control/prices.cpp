#include "control/prices.hpp"

#include <algorithm>
#include <limits>

namespace wayfinder::control {

config::nano_dollars cost_of(config::price const& price, wire::token_counts const& tokens)
{
    __extension__ using wide = __int128;
    constexpr wide million = 1'000'000;
    auto const cached = std::min(tokens.cached_prompt, tokens.prompt);
    auto const charge = [](config::nano_dollars per_million, std::uint64_t count) {
        return static_cast<wide>(per_million) * static_cast<wide>(count);
    };
    auto const sum = charge(price.input, tokens.prompt - cached) + charge(price.cached_input, cached) +
                     charge(price.output, tokens.completion) + static_cast<wide>(price.per_call) * million;
    constexpr wide most = std::numeric_limits<config::nano_dollars>::max();
    return static_cast<config::nano_dollars>(std::min(most, (sum + million / 2) / million));
}

} // namespace wayfinder::control
