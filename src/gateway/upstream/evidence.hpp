// What a call shows about its endpoint's health.
#pragma once

#include "control/endpoints/endpoint_health.hpp"
#include "gateway/upstream/attempt.hpp"

namespace wayfinder::gateway {

/// An answer that opened well and is still running is no verdict yet: its end is still to be recorded.
void record_opening(control::endpoint_health::lease& of, opening const& found, attempt& by,
                    net::steady::duration took, config::breaker const& rules);

} // namespace wayfinder::gateway
