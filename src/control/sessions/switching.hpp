// The value and cost of continuing a conversation on another model.
#pragma once

#include "config/values/money.hpp"

#include <cstdint>

namespace wayfinder::control {

/// A turn of a conversation, in tokens.
struct turn_tokens {
    std::uint64_t transcript{}; ///< tokens that the current model's provider has in its prompt cache
    std::uint64_t added{};      ///< the rest of the prompt, which is new to every model
    std::uint64_t output{};     ///< the expected answer
};

/// Both over the same number of turns, including the current one.
struct switching {
    /// How much less the turns themselves, without the transcript, cost on the other model. If they cost
    /// more, the score has found that model worth the price: the difference counts as its gain either way.
    config::nano_dollars gain{};
    /// How much more the transcript costs: the other model reads it once at its uncached price and then from
    /// its cache, the current one from its cache right away. Negative if it costs less.
    config::nano_dollars reread{};

    /// A tie goes to the score.
    [[nodiscard]] bool pays() const { return gain >= reread; }
    friend bool operator==(switching const&, switching const&) = default;
};

/// Summed exactly, each amount rounded once, half away from zero; saturates instead of overflowing.
///
///     turn(m) = added * m.input + output * m.output + m.per_call
///     gain    = turns * |turn(present) - turn(other)|
///     reread  = transcript * (other.input + (turns - 1) * other.cached_input - turns * present.cached_input)
switching weigh_switch(config::price const& present, config::price const& other, turn_tokens const& turn,
                       std::uint64_t turns);

} // namespace wayfinder::control
