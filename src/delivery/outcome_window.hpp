// Counts recent calls and how many of them failed.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace wayfinder::delivery {

/// Counts in tenths of the window, so that a call is forgotten after 0.9 to 1 window lengths. A change of
/// length restarts the count.
class outcome_window {
public:
    using time_point = std::chrono::steady_clock::time_point;

    struct sums {
        std::size_t calls{};
        std::size_t failed{};
    };

    /// `length` must be positive.
    void count(bool failed, std::chrono::milliseconds length, time_point now);

    [[nodiscard]] sums within(std::chrono::milliseconds length, time_point now) const;

    void clear() { *this = {}; }

private:
    static constexpr std::size_t tenths = 10;

    struct tenth {
        std::int64_t number{}; ///< index of the tenth since the clock's epoch
        sums seen;
    };

    std::chrono::milliseconds length_{};
    std::array<tenth, tenths> ring_{};
};

} // namespace wayfinder::delivery
