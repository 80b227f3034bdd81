// Metrics that are computed when somebody asks.
#pragma once

#include <prometheus/metric_family.h>

#include <string>
#include <utility>
#include <vector>

namespace wayfinder::telemetry {

using labels = std::vector<std::pair<std::string, std::string>>;

/// Counters and gauges of one name, each with labels of its own.
class computed_family {
public:
    computed_family(std::string name, std::string help, prometheus::MetricType type)
        : made_{std::move(name), std::move(help), type, {}}
    {}

    void put(double value, labels const& by = {})
    {
        prometheus::ClientMetric metric;
        for (auto const& [name, text] : by) metric.label.push_back({name, text});
        (made_.type == prometheus::MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
        made_.metric.push_back(std::move(metric));
    }

    [[nodiscard]] prometheus::MetricFamily take() && { return std::move(made_); }

private:
    prometheus::MetricFamily made_;
};

} // namespace wayfinder::telemetry
