// Keys from commands, for a program that reads its configuration once.
#pragma once

#include "config/load.hpp"
#include "telemetry/log.hpp"

#include <vector>

namespace wayfinder::app {

/// The environment plus what the models' `api_key_cmd` printed. Returns when all commands have ended;
/// failures are in the log.
config::environment with_command_keys(std::vector<config::model> const& models, config::environment env,
                                      telemetry::log log);

} // namespace wayfinder::app
