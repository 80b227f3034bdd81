// `onboard` on the command line.
#pragma once

#include "cli/commands.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace wayfinder::cli {

/// Adds the command; if it is given, `chosen` runs it.
void add_onboard(CLI::App& app, onboard_options& options, std::function<int()>& chosen);

} // namespace wayfinder::cli
