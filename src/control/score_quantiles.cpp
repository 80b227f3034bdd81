#include "control/score_quantiles.hpp"

namespace wayfinder::control {

namespace {

using skill::quantile_sketch;

// The bins are counters that guard no other memory: the order in which threads see them does not matter.
constexpr auto relaxed = std::memory_order_relaxed;

} // namespace

quantile_sketch score_quantiles::now() const noexcept
{
    quantile_sketch::masses masses{};
    for (std::size_t bin = 0; bin < masses.size(); ++bin) masses[bin] = masses_[bin].load(relaxed);
    return quantile_sketch{masses};
}

void score_quantiles::add(double score) noexcept
{
    if (total_.load(relaxed) >= std::uint64_t{quantile_sketch::capacity} * quantile_sketch::unit) halve();
    masses_[quantile_sketch::bin_of(score)].fetch_add(quantile_sketch::unit, relaxed);
    total_.fetch_add(quantile_sketch::unit, relaxed);
}

void score_quantiles::halve() noexcept
{
    std::unique_lock const alone{halving_, std::try_to_lock};
    if (!alone) return;
    std::uint64_t gone = 0;
    for (auto& mass : masses_) {
        auto const now = mass.load(relaxed);
        auto const half = now - now / 2;
        mass.fetch_sub(half, relaxed); // keeps what is added meanwhile
        gone += half;
    }
    total_.fetch_sub(gone, relaxed);
}

void score_quantiles::become(quantile_sketch const& what) noexcept
{
    std::lock_guard const alone{halving_};
    for (std::size_t bin = 0; bin < masses_.size(); ++bin) masses_[bin].store(what.saved()[bin], relaxed);
    total_.store(what.total(), relaxed);
}

} // namespace wayfinder::control
