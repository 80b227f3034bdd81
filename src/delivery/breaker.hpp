// Stops calls to an endpoint that fails, and finds out with one call at a time when it is well again.
#pragma once

#include "config/delivery.hpp"
#include "delivery/verdict.hpp"

#include <chrono>

namespace wayfinder::delivery {

/// Leave for one call.
enum class pass : unsigned char { none, ordinary, probe };

/// Not synchronised; its owner is. Rules are a parameter, so that a reload changes them and resets nothing.
class breaker {
public:
    using clock = std::chrono::steady_clock;
    using time_point = clock::time_point;

    enum class state : unsigned char { closed, half_open, open };

    /// Always while closed; while half open for one call alone, the probe, until it is recorded or withdrawn.
    /// Open turns half open when the cooldown is over.
    pass admit(config::breaker const& rules, time_point now);

    /// How an admitted call ended. Opens after `threshold` bad calls in a row, or when of at least
    /// `min_calls` in `window` a share of `error_rate` was bad or slow. A good probe closes it and forgets
    /// the window; a bad or slow one opens it for another cooldown. What was admitted before it opened
    /// changes nothing.
    void record(pass by, health how, bool slow, config::breaker const& rules, time_point now);

    /// The call ended without saying anything about the endpoint.
    void withdraw(pass by);

    /// `half_open` also while the next call would be the probe.
    [[nodiscard]] state look(config::breaker const& rules, time_point now) const;

    /// While open: until a probe is admitted; else zero.
    [[nodiscard]] clock::duration wait(config::breaker const& rules, time_point now) const;
};

} // namespace wayfinder::delivery
