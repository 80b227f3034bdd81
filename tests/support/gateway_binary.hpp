// The program under test.
#pragma once

#include "child_process.hpp"

#include <filesystem>
#include <string>

namespace wayfinder::testing {

/// $WAYFINDER_BINARY, or the one from this build.
std::filesystem::path gateway_binary();

/// A finished run of the program.
struct command_result {
    exit_status status;
    std::string output;
    std::string error;
};

struct command_setup {
    std::vector<std::string> arguments;
    std::string input;
    std::map<std::string, std::string> environment{};
    std::filesystem::path directory{}; ///< empty: a fresh one without a configuration file
};

/// Runs the program to its end; one that does not end is killed and reported as signal 9.
command_result run_command(command_setup const& setup);

/// Ends the test program, as failed, if a sanitizer has reported anything in this log; destructors may call
/// it.
void expect_no_sanitizer_report(std::string const& log);

} // namespace wayfinder::testing
