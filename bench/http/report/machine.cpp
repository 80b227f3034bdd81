#include "bench/http/report/machine.hpp"

#include "child_process.hpp"
#include "temporary_directory.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <fstream>

namespace wayfinder::bench {
namespace {

/// The value after the first "label : " in a file in /proc.
std::string proc_value(char const* file, std::string const& label)
{
    std::ifstream in{file};
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(label)) return line.substr(line.find_first_not_of(" \t:", label.size()));
    return "?";
}

/// The first line that a program writes, to either stream; up to `end`.
std::string first_line(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                       std::string const& end = "\n")
{
    testing::temporary_directory const folder;
    testing::child_setup setup{.program = program, .arguments = arguments};
    setup.output = folder.path() / "out";
    setup.error = folder.path() / "err";
    testing::child_process process{setup};
    process.wait();
    auto text = testing::read_file(setup.output) + testing::read_file(setup.error);
    return text.substr(0, text.find(end));
}

std::string kernel()
{
    utsname name{};
    ::uname(&name);
    return std::string{name.sysname} + " " + name.release;
}

std::string today()
{
    auto const now = std::time(nullptr);
    std::tm date{};
    ::gmtime_r(&now, &date);
    char text[16];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%d", &date)};
}

} // namespace

std::vector<std::pair<std::string, std::string>> describe_machine(std::filesystem::path const& gateway)
{
    auto const kilobytes = std::stoul(proc_value("/proc/meminfo", "MemTotal"));
    return {{"date", today()},
            {"processor", proc_value("/proc/cpuinfo", "model name") + ", " +
                              std::to_string(::sysconf(_SC_NPROCESSORS_ONLN)) + " of them"},
            {"memory", std::to_string(kilobytes >> 20U) + " GiB"},
            {"kernel", kernel()},
            {"compiler", "g++ " __VERSION__},
            {"wayfinder-router", first_line(gateway, {"--version"})},
            {"nginx", first_line("/usr/sbin/nginx", {"-v"})},
            {"HAProxy", first_line("/usr/sbin/haproxy", {"-v"}, " 20")}};
}

} // namespace wayfinder::bench
