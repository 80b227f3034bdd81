// Every number that `GET /metrics` shows.
#pragma once

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>

#include <memory>
#include <string>
#include <vector>

namespace wayfinder::telemetry {

/// All names of the gateway begin with it; those of the process are Prometheus's own.
inline constexpr char const* metric_prefix = "wayfinder_router_";

/// Two ways lead in. What changes rarely is a family of the registry, whose handles are resolved once and
/// kept (reload_metrics.hpp). What is computed when somebody asks, such as the state of the process or a sum
/// over shards that each worker counts in by itself, is a collector.
class metrics {
public:
    metrics();
    metrics(metrics const&) = delete;
    metrics& operator=(metrics const&) = delete;

    /// Families may be added at any time; handles stay valid as long as this object.
    [[nodiscard]] prometheus::Registry& registry() { return registry_; }

    /// For the time before the first exposition(). Its families must have names that nobody else uses.
    void add(std::unique_ptr<prometheus::Collectable const> collector);

    /// The text format 0.0.4. From any thread.
    [[nodiscard]] std::string exposition() const;

    static constexpr char const* content_type = "text/plain; version=0.0.4; charset=utf-8";

private:
    prometheus::Registry registry_;
    std::vector<std::unique_ptr<prometheus::Collectable const>> collectors_;
};

} // namespace wayfinder::telemetry
