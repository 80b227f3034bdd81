// Metrics of configuration reloads.
#pragma once

#include "telemetry/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>

#include <chrono>
#include <cstdint>

namespace wayfinder::telemetry {

class reload_metrics {
public:
    explicit reload_metrics(metrics& all);

    /// The `generation`th configuration, counted from 1, became active.
    void adopted(std::uint64_t generation, std::chrono::system_clock::time_point when);

    /// The file cannot be used; the previous configuration stays active.
    void failed();

    /// Whether the file as last read is active.
    void last_reload(bool successful) { successful_.Set(successful ? 1 : 0); }

private:
    prometheus::Counter& failures_;
    prometheus::Gauge& generation_;
    prometheus::Gauge& loaded_at_;
    prometheus::Gauge& successful_;
};

} // namespace wayfinder::telemetry
