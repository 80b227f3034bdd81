// `keys` on the command line.
#pragma once

#include "cli/commands.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace wayfinder::cli {

/// Adds the commands; when one is given, `chosen` runs that one.
void add_keys(CLI::App& app, keys_options& options, std::function<int()>& chosen);

} // namespace wayfinder::cli
