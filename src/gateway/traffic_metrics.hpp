// /metrics for connections and requests in flight.
#pragma once

#include "net/doorkeeper.hpp"
#include "net/load.hpp"

#include <prometheus/collectable.h>

#include <vector>

namespace wayfinder::gateway {

/// Collected on demand.
class traffic_metrics final : public prometheus::Collectable {
public:
    traffic_metrics(net::load const& work, net::doorkeeper const& door) : work_{work}, door_{door} {}

    [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override;

private:
    net::load const& work_;
    net::doorkeeper const& door_;
};

} // namespace wayfinder::gateway
