// What it is worth to go on with a conversation on another model, and what that costs.
#pragma once

#include "config/money.hpp"

#include <cstdint>

namespace wayfinder::control {

/// A turn of a conversation, in tokens.
struct turn_tokens {
    std::uint64_t transcript{}; ///< what the provider of the present model has in its prompt cache
    std::uint64_t added{};      ///< the rest of the prompt, which is new to every model
    std::uint64_t output{};     ///< what the answer is taken to be
};

/// All of it over the same number of turns, the present one included.
struct switching {
    /// What the turns themselves, transcript aside, cost less on the other model. Where they cost more, the
    /// score has found the other model worth that: the difference counts as its gain either way.
    config::nano_dollars gain{};
    /// What the transcript costs more: the other model reads it once at its uncached price and then from its
    /// cache, the present one from its cache at once. Negative where it costs less.
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
