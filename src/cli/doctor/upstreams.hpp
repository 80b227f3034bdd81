// Whether the models of a configuration can be reached with the keys that it has.
#pragma once

#include "cli/doctor/finding.hpp"
#include "gateway/deployment.hpp"

#include <wayfinder/progress.hpp>

#include <string>
#include <vector>

namespace wayfinder::cli {

/// Whether each endpoint that requires a key has one.
[[nodiscard]] findings look_at_keys(gateway::deployment const& plan);

struct upstream_findings {
    findings all;
    std::vector<std::string> dates; ///< the upstreams' clocks, from their Date fields
};

/// Calls all endpoints at once: with their probe if they have one, else with a chat request without messages,
/// which tests address and key and is refused before a model starts to work. A step of `told` is an endpoint.
[[nodiscard]] upstream_findings look_at_upstreams(gateway::deployment const& plan,
                                                  std::chrono::milliseconds patience,
                                                  progress_listener const& told);

} // namespace wayfinder::cli
