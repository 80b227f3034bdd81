// Every endpoint that has been called since the daemon started, by identity.
#pragma once

#include "config/snapshot.hpp"
#include "control/endpoints/endpoint_health.hpp"

#include <mutex>
#include <string>
#include <unordered_map>

namespace wayfinder::control {

/// Identifies an endpoint across reloads. Two at one address differ by upstream model or key variable,
/// because quotas do.
[[nodiscard]] std::string endpoint_identity(config::model const& model, config::endpoint const& endpoint);

/// Thread-safe. What is known about an endpoint outlives reloads, even those that no longer name it.
class endpoint_registry {
public:
    /// Created on first use; the reference is valid for the registry's life.
    endpoint_health& open(std::string const& identity);

private:
    std::mutex guard_;
    std::unordered_map<std::string, endpoint_health> known_; ///< its nodes never move
};

} // namespace wayfinder::control
