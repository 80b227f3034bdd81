// From the configuration of the gateway's own log to what its journal takes.
#pragma once

#include "config/logging.hpp"
#include "telemetry/journal.hpp"

namespace wayfinder::app {

[[nodiscard]] telemetry::journal_settings journal_settings_of(config::log const& wanted);

} // namespace wayfinder::app
