// Warnings about addresses that let strangers spend or observe.
#pragma once

#include "app/listener_set.hpp"
#include "config/snapshot.hpp"
#include "telemetry/log.hpp"

namespace wayfinder::app {

/// Logs what an operator should know about who can reach these listeners with these settings.
void report_exposure(config::gateway const& settings, listener_set const& listeners,
                     telemetry::log const& log);

} // namespace wayfinder::app
