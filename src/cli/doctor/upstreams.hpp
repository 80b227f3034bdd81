// Whether the models of a configuration can be reached with the keys that it has.
#pragma once

#include "cli/doctor/finding.hpp"
#include "gateway/runtime_config.hpp"

#include <wayfinder/progress.hpp>

#include <string>
#include <vector>

namespace wayfinder::cli {

/// Whether each endpoint that requires a key has one.
[[nodiscard]] findings diagnose_keys(gateway::runtime_config const& runtime);

struct upstream_findings {
    findings all;
    std::vector<std::string> dates; ///< the upstreams' clocks, from their Date fields
};

/// Calls all endpoints at once: with their probe if they have one, else with a chat request without messages,
/// which tests address and key and is refused before a model starts to work. A step of `on_progress` is an
/// endpoint.
[[nodiscard]] upstream_findings diagnose_upstreams(gateway::runtime_config const& runtime,
                                                   std::chrono::milliseconds patience,
                                                   progress_listener const& on_progress);

} // namespace wayfinder::cli
