#include "control/endpoints/endpoint_registry.hpp"

namespace wayfinder::control {

std::string endpoint_identity(config::model const& model, config::endpoint const& endpoint)
{
    std::string identity;
    for (auto const& part : {model.name, config::address_of(endpoint), endpoint.upstream_model,
                             endpoint.api_key_env.value_or("")})
        identity += std::to_string(part.size()) + ':' + part; // unambiguous whatever the names contain
    return identity;
}

endpoint_health& endpoint_registry::open(std::string const& identity)
{
    std::lock_guard const lock{guard_};
    return known_[identity];
}

} // namespace wayfinder::control
