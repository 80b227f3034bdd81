// What Prometheus's own clients tell of a process, under the same names.
#pragma once

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include <vector>

namespace wayfinder::telemetry {

/// Read from /proc when asked; what cannot be read is left out.
class process_metrics final : public prometheus::Collectable {
public:
    [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override;
};

} // namespace wayfinder::telemetry
