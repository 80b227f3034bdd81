// The distribution of the skill scores that the gateway has seen, shared by all workers.
#pragma once

#include <wayfinder/skill/quantile_sketch.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>

namespace wayfinder::control {

/// A quantile sketch that any number of threads add to and read while nobody waits: what is read beside an
/// addition has all of it or a part, which moves a percentile by less than one score in its number.
class score_quantiles {
public:
    explicit score_quantiles(skill::quantile_sketch const& begin = skill::quantile_sketch{}) noexcept
    {
        become(begin);
    }

    /// As it is now: what a decision is taken by.
    [[nodiscard]] skill::quantile_sketch now() const noexcept;

    /// A decision was taken on this score.
    void add(double score) noexcept;

    /// Goes on from there.
    void become(skill::quantile_sketch const& what) noexcept;

private:
    void halve() noexcept;

    std::array<std::atomic<std::uint32_t>, skill::quantile_sketch::bins> masses_{};
    std::atomic<std::uint64_t> total_{};
    std::mutex halving_; ///< whoever finds it taken leaves the halving to the other
};

} // namespace wayfinder::control
