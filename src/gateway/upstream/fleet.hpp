// A configuration's upstreams, with the health that the process knows of each.
#pragma once

#include "control/endpoints/endpoint_registry.hpp"
#include "delivery/plan.hpp"
#include "gateway/runtime_config.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace wayfinder::gateway {

/// Where a model is served.
struct model_endpoint {
    upstream const* where{};
    control::endpoint_health* health{};
};

/// Immutable and shared by the workers, like their runtime_config. The health belongs to the process.
class fleet {
public:
    fleet(std::shared_ptr<runtime_config const> runtime, control::endpoint_registry& known);

    /// Indexed by model.
    [[nodiscard]] std::span<model_endpoint const> of(std::size_t model) const { return endpoints_[model]; }

    /// The chosen model, followed by the models that may answer instead.
    [[nodiscard]] std::vector<std::size_t> route_from(std::size_t chosen, config::failover across) const;

private:
    std::shared_ptr<runtime_config const> runtime_;
    std::vector<std::vector<model_endpoint>> endpoints_;
    std::vector<std::vector<std::size_t>> fallbacks_;
    std::vector<std::size_t> ladder_; ///< cheapest tier first
};

} // namespace wayfinder::gateway
