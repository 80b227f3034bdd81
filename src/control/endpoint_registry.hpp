// Every endpoint that has been called since the daemon started, by what it is.
#pragma once

#include "config/snapshot.hpp"
#include "control/endpoint_health.hpp"

#include <mutex>
#include <string>
#include <unordered_map>

namespace wayfinder::control {

/// Names an endpoint across reloads. Two at one address differ by their upstream model or the variable of
/// their key, since quotas do.
[[nodiscard]] std::string endpoint_identity(config::model const& model, config::endpoint const& endpoint);

/// Thread-safe. What is known of an endpoint outlives reloads, also those that no longer name it.
class endpoint_registry {
public:
    /// Made at the first asking; the reference is good for the registry's life.
    endpoint_health& open(std::string const& identity);

private:
    std::mutex guard_;
    std::unordered_map<std::string, endpoint_health> known_; ///< its nodes never move
};

} // namespace wayfinder::control
