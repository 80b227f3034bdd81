// The state of the ledger, for any observer.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>

namespace wayfinder::control {

/// Set by one thread, read by any.
class ledger_condition {
public:
    [[nodiscard]] bool healthy() const { return healthy_.load(std::memory_order_acquire); }
    /// Empty if healthy.
    [[nodiscard]] std::string problem() const
    {
        std::lock_guard const lock{mutex_};
        return problem_;
    }

    void become(std::string problem)
    {
        std::lock_guard const lock{mutex_};
        problem_ = std::move(problem);
        healthy_.store(problem_.empty(), std::memory_order_release);
    }

    std::atomic<std::size_t> backlog{};   ///< entries that wait in memory until the file is writable
    std::atomic<std::uint64_t> dropped{}; ///< entries that found no room there, since the start

private:
    std::atomic<bool> healthy_{true};
    mutable std::mutex mutex_;
    std::string problem_;
};

} // namespace wayfinder::control
