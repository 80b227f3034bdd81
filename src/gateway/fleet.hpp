// A configuration's upstreams, with what the daemon knows about each.
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

/// Immutable and shared by the workers, like the deployment that it belongs to. The health is the daemon's.
class fleet {
public:
    fleet(std::shared_ptr<deployment const> plan, control::endpoint_registry& known);

    /// By place of the model in the file.
    [[nodiscard]] std::span<berth const> of(std::size_t model) const { return berths_[model]; }

    /// The models that may answer in place of the chosen one, and before them that one.
    [[nodiscard]] std::vector<std::size_t> route_from(std::size_t chosen, config::failover across) const;

private:
    std::shared_ptr<deployment const> plan_;
    std::vector<std::vector<berth>> berths_;
    std::vector<std::vector<std::size_t>> fallbacks_;
    std::vector<std::size_t> ladder_; ///< cheapest tier first
};

} // namespace wayfinder::gateway
