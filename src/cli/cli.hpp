// The command line: which command, with which options.
#pragma once

#include <string>

namespace wayfinder::cli {

/// The reference's exit codes.
enum exit_code : int {
    ok = 0,
    failed = 1, ///< bad configuration, or the command failed
    usage = 2,  ///< bad arguments, missing file
};

/// Prints on stderr why nothing was done, and returns the code to exit with.
int refuse(std::string const& why, exit_code code);

int run(int argc, char const* const* argv);

} // namespace wayfinder::cli
