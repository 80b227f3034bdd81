// `keys` on the command line.
#pragma once

#include "cli/commands.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace wayfinder::cli {

/// Adds the commands; if one is given, `chosen` runs it.
void add_keys(CLI::App& app, keys_options& options, std::function<int()>& chosen);

} // namespace wayfinder::cli
