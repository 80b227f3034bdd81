#include "delivery/latency_quantile.hpp"

#include <algorithm>
#include <cmath>

namespace wayfinder::delivery {

void latency_quantile::observe(duration took)
{
    ring_[seen_++ % remembered] = took;
}

std::optional<latency_quantile::duration> latency_quantile::quantile(double share) const
{
    auto const count = std::min(seen_, remembered);
    if (count < least) return std::nullopt;
    auto const rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(count)));
    auto const place = std::clamp<std::size_t>(rank, 1, count) - 1;
    auto sorted = ring_;
    auto const at = [&](std::size_t i) { return sorted.begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(at(0), at(place), at(count));
    return *at(place);
}

} // namespace wayfinder::delivery
