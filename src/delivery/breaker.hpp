// Stops calls to a failing endpoint, and probes with one call at a time whether it has recovered.
#pragma once

#include "config/delivery.hpp"
#include "delivery/outcome_window.hpp"
#include "delivery/verdict.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wayfinder::delivery {

/// Permission for one call.
enum class pass : unsigned char { none, ordinary, probe };

/// Not synchronised; the owner's lock protects it. Rules are parameters, so that a reload changes them
/// without resetting anything.
class breaker {
public:
    using clock = std::chrono::steady_clock;
    using time_point = clock::time_point;

    enum class state : unsigned char { closed, half_open, open };

    /// Always admits while closed. While half open, admits one call, the probe, until it is recorded or
    /// withdrawn. Open becomes half open after the cooldown.
    pass admit(config::breaker const& rules, time_point now);

    /// Whether admit() would admit a call now.
    [[nodiscard]] bool admits(config::breaker const& rules, time_point now) const;

    /// Records how an admitted call ended. Opens after `threshold` consecutive bad calls, or if at least
    /// `error_rate` of the calls in `window`, of which there must be `min_calls`, were bad or slow. A good
    /// probe closes it and clears the window; a bad or slow one opens it for another cooldown. An ordinary
    /// call that ends while it is not closed changes nothing. The owner must not report one during which it
    /// opened and closed again, which openings() reveals. `silent` is a withdrawal.
    void record(pass by, health how, bool slow, config::breaker const& rules, time_point now);

    /// An admitted call's answer has begun; end() reports how it ends. A slow one counts towards the share
    /// immediately. A probe's admits other calls but proves nothing: until a call ends well, one that ends
    /// badly opens the breaker again.
    void begin(pass by, bool slow, config::breaker const& rules, time_point now);

    /// An answer reported by begin() has ended.
    void end(health how, bool slow, config::breaker const& rules, time_point now);

    /// The call ended without saying anything about the endpoint's health.
    void withdraw(pass by);

    /// Also `half_open` if the next call would be the probe.
    [[nodiscard]] state peek(config::breaker const& rules, time_point now) const;

    /// While open, the time until a probe is admitted; otherwise zero.
    [[nodiscard]] clock::duration wait(config::breaker const& rules, time_point now) const;

    /// Bad calls since the last good one. After a probe's begin(), one less than the number that opens.
    [[nodiscard]] std::size_t failures_in_a_row() const { return in_a_row_; }

    /// How often it has opened, including from half open.
    [[nodiscard]] std::uint64_t openings() const { return openings_; }

private:
    [[nodiscard]] bool cooled(config::breaker const& rules, time_point now) const;
    void learn(health how, bool opens, config::breaker const& rules, time_point now);
    [[nodiscard]] bool too_many(bool failed, config::breaker const& rules, time_point now);
    void open(time_point now);
    void close();

    bool closed_{true};
    bool probing_{};
    time_point opened_at_{};
    std::size_t in_a_row_{};
    std::uint64_t openings_{};
    outcome_window recent_;
};

/// The name in /healthz.
constexpr std::string_view name(breaker::state what)
{
    constexpr std::array<std::string_view, 3> names{"closed", "half_open", "open"};
    return names[static_cast<std::size_t>(what)];
}

} // namespace wayfinder::delivery
