// Bounds retries and second calls by the traffic, so that they cannot bury an upstream that fails.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace wayfinder::delivery {

/// A token bucket in the manner of Finagle's RetryBudget: a request pays in its share of a token, a retry
/// costs one. Thread-safe. In any time retries are at most share * requests, and `free_ones` in each
/// `period`.
class retry_budget {
public:
    using clock = std::chrono::steady_clock;

    static constexpr unsigned free_ones = 10; ///< so that a quiet gateway can retry too
    static constexpr std::chrono::seconds period{10};
    static constexpr unsigned most_saved = 100; ///< tokens that quiet hours leave for a bad one

    /// A request, not a retry, begins.
    void deposit(double share);

    /// Leave for one retry. With a share of 0 there is none, not even a free one.
    [[nodiscard]] bool withdraw(double share, clock::time_point now);

private:
    bool withdraw_saved();
    bool withdraw_free(clock::time_point now);

    std::atomic<std::int64_t> saved_{}; ///< millionths of a token
    std::atomic<std::uint64_t> free_{}; ///< number of the period since the epoch, 8 bits of how many are gone
};

} // namespace wayfinder::delivery
