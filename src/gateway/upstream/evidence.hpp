// What a call shows about its endpoint's health.
#pragma once

#include "control/endpoints/endpoint_health.hpp"
#include "gateway/upstream/attempt.hpp"

#include <cstddef>
#include <string>

namespace wayfinder::gateway {

/// An answer that opened well and is still running is no verdict yet: its end is still to be recorded.
void record_opening(control::endpoint_health::lease& of, opening const& found, attempt& by,
                    net::steady::duration took, config::breaker const& rules);

/// A call that failed, for the log and the metrics.
void note_failure(request_context const& context, telemetry::log const& log, attempt const& by,
                  std::size_t model, std::string const& what);

} // namespace wayfinder::gateway
