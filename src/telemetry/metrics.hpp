// All metrics of `GET /metrics`.
#pragma once

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>

#include <memory>
#include <string>
#include <vector>

namespace wayfinder::telemetry {

/// All gateway metrics start with this prefix; those of the process have Prometheus's standard names.
inline constexpr char const* metric_prefix = "wayfinder_router_";

/// Metrics come from two sources. What changes rarely is a family of the registry, whose handles are resolved
/// once and kept (reload_metrics.hpp). What is computed on request, such as process state or a sum over
/// per-worker shards, is a collector.
class metrics {
public:
    metrics();
    metrics(metrics const&) = delete;
    metrics& operator=(metrics const&) = delete;

    /// Families may be added at any time; handles stay valid as long as this object exists.
    [[nodiscard]] prometheus::Registry& registry() { return registry_; }

    /// Must be called before the first exposition(). The collector's family names must be unique.
    void add(std::unique_ptr<prometheus::Collectable const> collector);

    /// Text format 0.0.4. Thread-safe.
    [[nodiscard]] std::string exposition() const;

    static constexpr char const* content_type = "text/plain; version=0.0.4; charset=utf-8";

private:
    prometheus::Registry registry_;
    std::vector<std::unique_ptr<prometheus::Collectable const>> collectors_;
};

} // namespace wayfinder::telemetry
