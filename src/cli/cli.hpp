// The command line: which command, with which options.
#pragma once

namespace wayfinder::cli {

/// The reference's exit codes.
enum exit_code : int {
    ok = 0,
    failed = 1, ///< bad configuration, or the command could not do its work
    usage = 2,  ///< bad arguments, missing file
};

int run(int argc, char const* const* argv);

} // namespace wayfinder::cli
