// How long the first byte of an answer took lately.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>

namespace wayfinder::delivery {

/// Exact over the last 256 calls, whenever they were. Not synchronised; its owner is.
class latency_quantile {
public:
    using duration = std::chrono::steady_clock::duration;

    static constexpr std::size_t remembered = 256;
    static constexpr std::size_t least = 20; ///< fewer say nothing

    void observe(duration took);

    /// The smallest latency that at least this share of the calls did not exceed (nearest rank); `share`
    /// above 0, up to 1. Nullopt while there are fewer than `least`.
    [[nodiscard]] std::optional<duration> quantile(double share) const;

private:
    std::array<duration, remembered> ring_{};
    std::size_t seen_{};
};

} // namespace wayfinder::delivery
