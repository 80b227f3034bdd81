// The two environment variables that change a snapshot.
#pragma once

#include "config/load.hpp"
#include "config/report.hpp"

#include <chrono>
#include <optional>

namespace wayfinder::config {

/// WAYFINDER_ROUTER_THRESHOLD: replaces the threshold, so it is looked at only where one decides. A bad value
/// is an error, since routing by another cut than the operator asked for costs money.
[[nodiscard]] std::optional<double> threshold_override(environment const& env, bool threshold_decides,
                                                       report& findings);

/// WAYFINDER_ROUTER_TIMEOUT: seconds of silence to bear from an upstream, where the file does not say. A bad
/// value is ignored with a notice, as in the reference.
[[nodiscard]] std::optional<std::chrono::milliseconds> patience_override(environment const& env,
                                                                         report& findings);

/// Seconds of the file or the environment, to the millisecond.
[[nodiscard]] std::chrono::milliseconds milliseconds_of(double seconds);

} // namespace wayfinder::config
