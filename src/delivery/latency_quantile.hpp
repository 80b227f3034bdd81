// Recent times to first byte.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>

namespace wayfinder::delivery {

/// Exact over the last 256 calls, whatever their age. Not synchronised; the owner's lock protects it.
class latency_quantile {
public:
    using duration = std::chrono::steady_clock::duration;

    static constexpr std::size_t remembered = 256;
    static constexpr std::size_t least = 20; ///< with fewer, there is no result

    void observe(duration took);

    /// The smallest latency that at least `share` of the calls did not exceed (nearest rank); `share` is
    /// above 0 and at most 1. Nullopt with fewer than `least` calls.
    [[nodiscard]] std::optional<duration> quantile(double share) const;

private:
    std::array<duration, remembered> ring_{};
    std::size_t seen_{};
};

} // namespace wayfinder::delivery
