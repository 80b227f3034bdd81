// The process metrics of Prometheus's own client libraries, under the same names.
#pragma once

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include <vector>

namespace wayfinder::telemetry {

/// Read from /proc on request; values that cannot be read are omitted.
class process_metrics final : public prometheus::Collectable {
public:
    [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override;
};

} // namespace wayfinder::telemetry
