// `calibrate` and `recalibrate` on the command line.
#pragma once

#include "cli/commands.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace wayfinder::cli {

/// Each adds one command. If it is given, `chosen` is set to run it.
void add_calibrate(CLI::App& app, calibrate_options& options, std::function<int()>& chosen);
void add_recalibrate(CLI::App& app, recalibrate_options& options, std::function<int()>& chosen);

} // namespace wayfinder::cli
