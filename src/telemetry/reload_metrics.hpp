// How loading the configuration goes.
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

    /// A configuration came into force: the `generation`th one, counted from 1.
    void adopted(std::uint64_t generation, std::chrono::system_clock::time_point when);

    /// The file cannot be used; the former configuration stays in force.
    void failed();

    /// Whether the file, as it was last read, is in force.
    void last_reload(bool successful) { successful_.Set(successful ? 1 : 0); }

private:
    prometheus::Counter& failures_;
    prometheus::Gauge& generation_;
    prometheus::Gauge& loaded_at_;
    prometheus::Gauge& successful_;
};

} // namespace wayfinder::telemetry
