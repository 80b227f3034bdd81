// What a call shows of the endpoint that it went to.
#pragma once

#include "control/endpoint_health.hpp"
#include "gateway/attempt.hpp"

namespace wayfinder::gateway {

/// An answer that has opened well and goes on is no verdict yet: how it ends is still to be recorded.
void record_opening(control::endpoint_health::lease& of, opening const& found, attempt& by,
                    net::steady::duration took, config::breaker const& rules);

} // namespace wayfinder::gateway
