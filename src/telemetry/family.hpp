// Metrics that are computed on request.
#pragma once

#include "telemetry/metrics.hpp"

#include <prometheus/metric_family.h>

#include <string>
#include <utility>
#include <vector>

namespace wayfinder::telemetry {

using labels = std::vector<std::pair<std::string, std::string>>;

/// Counters or gauges with one name, each with its own labels.
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

/// Families of the gateway; the metric prefix is prepended to their names.
inline computed_family gauge(char const* name, char const* help)
{
    return {std::string{metric_prefix} + name, help, prometheus::MetricType::Gauge};
}

inline computed_family counter(char const* name, char const* help)
{
    return {std::string{metric_prefix} + name, help, prometheus::MetricType::Counter};
}

/// A family with one value and no labels.
inline prometheus::MetricFamily single(computed_family family, double value)
{
    family.put(value);
    return std::move(family).take();
}

} // namespace wayfinder::telemetry
