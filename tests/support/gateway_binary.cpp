#include "gateway_binary.hpp"

#include "temporary_directory.hpp"

#include <csignal>
#include <cstdlib>
#include <iostream>

namespace wayfinder::testing {

std::filesystem::path gateway_binary()
{
    if (auto const* chosen = std::getenv("WAYFINDER_BINARY")) return chosen;
    return WAYFINDER_DEFAULT_BINARY;
}

command_result run_command(command_setup const& setup)
{
    temporary_directory const scratch;
    auto const at = [&](char const* name) { return scratch.path() / name; };
    child_setup child{
        .program = gateway_binary(), .arguments = setup.arguments, .environment = setup.environment};
    child.input = scratch.write("stdin", setup.input);
    child.output = at("stdout");
    child.error = at("stderr");
    child.directory = setup.directory;
    if (child.directory.empty()) {
        child.directory = at("work");
        std::filesystem::create_directory(child.directory);
    }
    child_process process{child};
    auto status = process.wait();
    if (!status) process.signal(SIGKILL);
    if (!status) status = process.wait();
    auto const error = read_file(child.error);
    expect_no_sanitizer_report(error);
    return {status.value_or(exit_status{}), read_file(child.output), error};
}

void expect_no_sanitizer_report(std::string const& log)
{
    for (auto const* report : {"Sanitizer:", "runtime error:"}) {
        if (log.find(report) == std::string::npos) continue;
        std::cerr << log << std::flush;
        std::abort();
    }
}

} // namespace wayfinder::testing
