#include "gateway/upstream/fleet.hpp"

#include <variant>

namespace wayfinder::gateway {

fleet::fleet(std::shared_ptr<runtime_config const> runtime, control::endpoint_registry& known)
    : runtime_{std::move(runtime)}
{
    for (auto const& target : runtime_->targets()) {
        auto& endpoints = endpoints_.emplace_back();
        for (auto const& each : target.upstreams)
            endpoints.push_back(
                {&each, &known.open(control::endpoint_identity(*target.settings, *each.settings))});
        auto& fallbacks = fallbacks_.emplace_back();
        for (auto const& name : target.settings->fallbacks)
            if (auto const index = runtime_->index_of(name)) fallbacks.push_back(*index);
    }
    if (auto const* ladder = std::get_if<tiers_policy>(&runtime_->routing().policy))
        for (auto const& tier : ladder->tiers)
            if (auto const index = runtime_->index_of(tier.model)) ladder_.push_back(*index);
}

std::vector<std::size_t> fleet::route_from(std::size_t chosen, config::failover across) const
{
    return delivery::make_plan({chosen, fallbacks_, ladder_, across});
}

} // namespace wayfinder::gateway
