// `calibrate` and `recalibrate` on the command line.
#pragma once

#include "cli/commands.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace wayfinder::cli {

/// Add a command each; if it is given, `chosen` runs it.
void add_calibrate(CLI::App& app, calibrate_options& options, std::function<int()>& chosen);
void add_recalibrate(CLI::App& app, recalibrate_options& options, std::function<int()>& chosen);

} // namespace wayfinder::cli
