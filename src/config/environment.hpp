// The two environment variables that change a snapshot.
#pragma once

#include "config/load.hpp"
#include "config/validation/report.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace wayfinder::config {

/// WAYFINDER_ROUTER_THRESHOLD: replaces the threshold, so it is read only where a threshold decides; `rival`
/// names what decides instead, and is empty where the threshold does. A bad value is an error, since routing
/// by a different cut than the operator intended costs money.
[[nodiscard]] std::optional<double> threshold_override(environment const& env, std::string_view rival,
                                                       report& findings);

/// WAYFINDER_ROUTER_TIMEOUT: seconds of silence to tolerate from an upstream, where the file does not say. A
/// bad value is ignored with a notice, as in the reference.
[[nodiscard]] std::optional<std::chrono::milliseconds> patience_override(environment const& env,
                                                                         report& findings);

/// Seconds from the file or the environment, to the millisecond.
[[nodiscard]] std::chrono::milliseconds milliseconds_of(double seconds);

} // namespace wayfinder::config
