// Quantiles of a histogram.
#pragma once

#include <prometheus/client_metric.h>

#include <optional>

namespace wayfinder::telemetry {

/// The value below which `share` (0 to 1) of the observations fall, interpolated linearly within the bucket
/// as in PromQL's histogram_quantile; above the last finite bound, that bound. Nullopt without observations.
[[nodiscard]] std::optional<double> quantile(prometheus::ClientMetric::Histogram const& seen, double share);

} // namespace wayfinder::telemetry
