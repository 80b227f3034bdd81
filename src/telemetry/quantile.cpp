#include "telemetry/quantile.hpp"

#include <cmath>

namespace wayfinder::telemetry {

std::optional<double> quantile(prometheus::ClientMetric::Histogram const& seen, double share)
{
    if (seen.sample_count == 0) return std::nullopt;
    double const rank = share * static_cast<double>(seen.sample_count);
    double lower = 0.0;
    double below = 0.0; // observations below `lower`
    for (auto const& bucket : seen.bucket) {
        if (std::isinf(bucket.upper_bound)) break;
        auto const up_to = static_cast<double>(bucket.cumulative_count);
        if (up_to >= rank && up_to > below)
            return lower + (bucket.upper_bound - lower) * (rank - below) / (up_to - below);
        lower = bucket.upper_bound;
        below = up_to;
    }
    return lower;
}

} // namespace wayfinder::telemetry
