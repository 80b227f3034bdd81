// A configuration's upstreams, with the health that the process knows of each.
#pragma once

#include "control/endpoint_registry.hpp"
#include "delivery/plan.hpp"
#include "gateway/deployment.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace wayfinder::gateway {

/// Where a model is served.
struct berth {
    upstream const* where{};
    control::endpoint_health* health{};
};

/// Immutable and shared by the workers, like its deployment. The health belongs to the process.
class fleet {
public:
    fleet(std::shared_ptr<deployment const> plan, control::endpoint_registry& known);

    /// Indexed by model.
    [[nodiscard]] std::span<berth const> of(std::size_t model) const { return berths_[model]; }

    /// The chosen model, followed by the models that may answer instead.
    [[nodiscard]] std::vector<std::size_t> route_from(std::size_t chosen, config::failover across) const;

private:
    std::shared_ptr<deployment const> plan_;
    std::vector<std::vector<berth>> berths_;
    std::vector<std::vector<std::size_t>> fallbacks_;
    std::vector<std::size_t> ladder_; ///< cheapest tier first
};

} // namespace wayfinder::gateway
