// The distribution of the skill scores that the gateway has seen, shared by all workers.
#pragma once

#include <wayfinder/skill/quantile_sketch.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>

namespace wayfinder::control {

/// A quantile sketch that any number of threads add to and read without waiting: a read during an addition
/// sees all or part of it, which moves a percentile by less than one score's share.
class score_quantiles {
public:
    explicit score_quantiles(skill::quantile_sketch const& begin = skill::quantile_sketch{}) noexcept
    {
        become(begin);
    }

    /// The current sketch, on which a decision is based.
    [[nodiscard]] skill::quantile_sketch now() const noexcept;

    /// A decision was made on this score.
    void add(double score) noexcept;

    /// Continues from this sketch.
    void become(skill::quantile_sketch const& what) noexcept;

private:
    void halve() noexcept;

    std::array<std::atomic<std::uint32_t>, skill::quantile_sketch::bins> masses_{};
    std::atomic<std::uint64_t> total_{};
    std::mutex halving_; ///< a thread that finds it locked leaves the halving to its holder
};

} // namespace wayfinder::control
