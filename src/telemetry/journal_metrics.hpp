// Metrics of the daemon's own log.
#pragma once

#include "telemetry/journal.hpp"

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include <vector>

namespace wayfinder::telemetry {

/// Read on request.
class journal_metrics final : public prometheus::Collectable {
public:
    explicit journal_metrics(journal const& of) : of_{of} {}

    [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override;

private:
    journal const& of_;
};

} // namespace wayfinder::telemetry
