// Limits retries and hedged calls relative to traffic, so that they cannot overwhelm a failing upstream.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace wayfinder::delivery {

/// A token bucket modelled on Finagle's RetryBudget: a request deposits its share of a token, a retry costs
/// one. Thread-safe. Over any time span there are at most share * requests retries, plus `free_ones` per
/// `period`.
class retry_budget {
public:
    using clock = std::chrono::steady_clock;

    static constexpr unsigned free_ones = 10; ///< so that a gateway with little traffic can retry too
    static constexpr std::chrono::seconds period{10};
    static constexpr unsigned most_saved = 100; ///< tokens saved in quiet hours for a bad one

    /// Called when a request, not a retry, begins.
    void deposit(double share);

    /// Permission for one retry. With a share of 0, never, not even a free one.
    [[nodiscard]] bool withdraw(double share, clock::time_point now);

private:
    bool withdraw_saved();
    bool withdraw_free(clock::time_point now);

    std::atomic<std::int64_t> saved_{}; ///< in millionths of a token
    std::atomic<std::uint64_t> free_{}; ///< index of the period since the epoch, then 8 bits: number used
};

} // namespace wayfinder::delivery
