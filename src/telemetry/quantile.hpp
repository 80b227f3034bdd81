// A quantile of what a histogram has seen.
#pragma once

#include <prometheus/client_metric.h>

#include <optional>

namespace wayfinder::telemetry {

/// The value below which `share` (0 to 1) of the observations lie: linear inside its bucket, as PromQL's
/// histogram_quantile has it, and the last finite bound for what lies beyond it. None without observations.
[[nodiscard]] std::optional<double> quantile(prometheus::ClientMetric::Histogram const& seen, double share);

} // namespace wayfinder::telemetry
