// Whether the models of a configuration can be reached, and with the keys that it has.
#pragma once

#include "cli/doctor/finding.hpp"
#include "gateway/deployment.hpp"

#include <wayfinder/progress.hpp>

#include <string>
#include <vector>

namespace wayfinder::cli {

/// A key for each endpoint that wants one.
[[nodiscard]] findings look_at_keys(gateway::deployment const& plan);

struct upstream_findings {
    findings all;
    std::vector<std::string> dates; ///< the upstreams' clocks: what their Date fields say
};

/// Calls every endpoint, all at once: its probe where it has one, else a chat request without messages, which
/// asks for address and key and is refused before a model gets to work. A step of `told` is an endpoint.
[[nodiscard]] upstream_findings look_at_upstreams(gateway::deployment const& plan,
                                                  std::chrono::milliseconds patience,
                                                  progress_listener const& told);

} // namespace wayfinder::cli
