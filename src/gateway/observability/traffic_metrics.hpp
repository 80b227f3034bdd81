// /metrics for connections and requests in flight.
#pragma once

#include "net/server/connection_limiter.hpp"
#include "net/server/load.hpp"

#include <prometheus/collectable.h>

#include <vector>

namespace wayfinder::gateway {

/// Collected on demand.
class traffic_metrics final : public prometheus::Collectable {
public:
    traffic_metrics(net::load const& work, net::connection_limiter const& limiter)
        : work_{work}, limiter_{limiter}
    {}

    [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override;

private:
    net::load const& work_;
    net::connection_limiter const& limiter_;
};

} // namespace wayfinder::gateway
