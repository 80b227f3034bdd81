// The keys that come from commands, for a program that reads its configuration once.
#pragma once

#include "config/load.hpp"
#include "telemetry/log.hpp"

#include <vector>

namespace wayfinder::app {

/// The environment with what the `api_key_cmd` of these models gave. Returns when all of them have ended;
/// those that failed are in the log.
config::environment with_command_keys(std::vector<config::model> const& models, config::environment env,
                                      telemetry::log log);

} // namespace wayfinder::app
