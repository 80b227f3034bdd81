// A word on the command line that is not a command.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace wayfinder::cli {

/// The message about the first word in the position of a command that is not one, with the command that may
/// have been meant; empty if every such word is a command. `app` must have parsed and failed.
[[nodiscard]] std::string unknown_command(CLI::App const& app);

} // namespace wayfinder::cli
