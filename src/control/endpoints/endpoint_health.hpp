// What all workers share about one endpoint, for the life of the daemon.
#pragma once

#include "config/delivery.hpp"
#include "delivery/breaker.hpp"
#include "delivery/latency_quantile.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>

namespace wayfinder::control {

/// Thread-safe. Rules are a parameter, so that a reload changes them without resetting anything.
class endpoint_health {
public:
    using clock = delivery::breaker::clock;
    using time_point = clock::time_point;
    using state = delivery::breaker::state;

    /// One call that may be made: it counts as in flight while this object lives, and has no effect on health
    /// unless recorded.
    class lease {
    public:
        lease(lease&& other) noexcept;
        lease& operator=(lease&&) = delete;
        ~lease();

        /// Whether the breaker waits for the outcome of this call.
        [[nodiscard]] bool is_probe() const { return by_ == delivery::pass::probe; }

        /// Reports the first byte of the answer, this long after the call began. The call is slow if that is
        /// more than `slow_call`.
        void first_byte(clock::duration after, config::breaker const& rules);

        /// Its answer has started well, which admits others; record() reports how it ends.
        void begin(config::breaker const& rules, time_point now);

        /// Reports how it ended; only the first call counts. Does nothing if the breaker opened after the
        /// call was admitted.
        void record(delivery::health how, config::breaker const& rules, time_point now);

    private:
        friend class endpoint_health;
        lease(endpoint_health& of, delivery::pass by, std::uint64_t opened);

        endpoint_health* of_;
        delivery::pass by_;
        std::uint64_t opened_; ///< how often the breaker had opened by then
        bool slow_{};
        bool begun_{};
    };

    /// What the choice among endpoints needs, on the path of every request.
    struct glance {
        state breaker{};
        bool admits{};          ///< a call, and not only the one that tries a half-open breaker now
        clock::duration wait{}; ///< until a probe is admitted
        std::size_t in_flight{};
    };

    struct report : glance {
        std::optional<clock::duration> p95; ///< of the time to the first byte
        std::size_t failures_in_a_row{};
        std::uint64_t opened{}; ///< how many times
    };

    endpoint_health() = default;
    endpoint_health(endpoint_health const&) = delete;
    endpoint_health& operator=(endpoint_health const&) = delete;

    /// Nullopt while calls are stopped.
    [[nodiscard]] std::optional<lease> admit(config::breaker const& rules, time_point now);

    /// Whether admit() would succeed, as far as can be known beforehand.
    [[nodiscard]] bool admits(config::breaker const& rules, time_point now) const;

    [[nodiscard]] std::size_t in_flight() const { return in_flight_.load(std::memory_order_relaxed); }

    /// A quantile of the time to the first byte; nullopt until enough calls were seen.
    [[nodiscard]] std::optional<clock::duration> first_byte_quantile(double share) const;

    [[nodiscard]] glance peek(config::breaker const& rules, time_point now) const;

    /// Like peek(), plus values that have to be computed.
    [[nodiscard]] report snapshot(config::breaker const& rules, time_point now) const;

private:
    [[nodiscard]] glance seen(config::breaker const& rules, time_point now) const; ///< with the guard held

    std::atomic<std::size_t> in_flight_{};
    mutable std::mutex guard_; ///< protects the rest
    delivery::breaker breaker_;
    delivery::latency_quantile first_bytes_;
};

} // namespace wayfinder::control
