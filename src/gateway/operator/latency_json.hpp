// A histogram of seconds in reports.
#pragma once

#include <prometheus/histogram.h>

#include <nlohmann/json_fwd.hpp>

namespace wayfinder::gateway {

/// `{"count", "p50", "p90", "p99"}`, in seconds; null quantiles while nothing was observed.
nlohmann::ordered_json latency_json(prometheus::Histogram const& seen);

} // namespace wayfinder::gateway
