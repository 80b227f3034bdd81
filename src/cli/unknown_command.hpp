// A word on the command line that is no command.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace wayfinder::cli {

/// What to say of the first word that stands in the place of a command and is none, with the command that may
/// have been meant; empty where every such word is a command. `app` has parsed, and failed.
[[nodiscard]] std::string unknown_command(CLI::App const& app);

} // namespace wayfinder::cli
