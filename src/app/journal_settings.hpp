// Translates the configuration of the gateway's own log into settings of its journal.
#pragma once

#include "config/logging.hpp"
#include "telemetry/journal.hpp"

namespace wayfinder::app {

[[nodiscard]] telemetry::journal_settings journal_settings_of(config::log const& wanted);

} // namespace wayfinder::app
