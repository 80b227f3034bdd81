// Stops calls to an endpoint that fails, and finds out with one call at a time when it is well again.
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

    /// Whether admit() would, now.
    [[nodiscard]] bool admits(config::breaker const& rules, time_point now) const;

    /// How an admitted call ended. Opens after `threshold` bad calls in a row, or when of at least
    /// `min_calls` in `window` a share of `error_rate` was bad or slow. A good probe closes it and forgets
    /// the window; a bad or slow one opens it for another cooldown. An ordinary call that ends while it is
    /// not closed changes nothing; of one that ends when it has opened and closed meanwhile, which openings()
    /// tells, the owner keeps quiet. `silent` is a withdrawal.
    void record(pass by, health how, bool slow, config::breaker const& rules, time_point now);

    /// An admitted call's answer has begun, and how it ends is for end() to tell. A slow one counts to the
    /// share at once. A probe's lets others in, and vouches for nothing: until a call ends well, one that
    /// ends badly opens again.
    void begin(pass by, bool slow, config::breaker const& rules, time_point now);

    /// How an answer has ended whose beginning was told.
    void end(health how, bool slow, config::breaker const& rules, time_point now);

    /// The call ended without saying anything about the endpoint.
    void withdraw(pass by);

    /// `half_open` also while the next call would be the probe.
    [[nodiscard]] state look(config::breaker const& rules, time_point now) const;

    /// While open: until a probe is admitted; else zero.
    [[nodiscard]] clock::duration wait(config::breaker const& rules, time_point now) const;

    /// Bad calls since the last good one; where a probe has let others in, one less than opens.
    [[nodiscard]] std::size_t failures_in_a_row() const { return in_a_row_; }

    /// How often it has opened, also from half open.
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

/// As /healthz tells it.
constexpr std::string_view name(breaker::state what)
{
    constexpr std::array<std::string_view, 3> names{"closed", "half_open", "open"};
    return names[static_cast<std::size_t>(what)];
}

} // namespace wayfinder::delivery
