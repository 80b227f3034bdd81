#include "bench/http/contest/system_calls.hpp"

#include "bench/http/contest/contests.hpp"
#include "bench/http/upstream/stand_in_process.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace wayfinder::bench {
namespace {

/// Whether strace holds every thread.
bool is_traced(pid_t process)
{
    for (auto const& each :
         std::filesystem::directory_iterator{"/proc/" + std::to_string(process) + "/task"}) {
        std::ifstream status{each.path() / "status"};
        for (std::string word; status >> word;) {
            if (word != "TracerPid:") continue;
            status >> word;
            if (word == "0") return false;
            break;
        }
    }
    return true;
}

/// The table of strace -c: share, seconds, microseconds a call, calls, perhaps errors, name.
std::map<std::string, std::uint64_t> read_table(std::filesystem::path const& file)
{
    std::map<std::string, std::uint64_t> calls;
    std::ifstream in{file};
    for (std::string line; std::getline(in, line);) {
        std::istringstream fields{line};
        double share = 0;
        double time = 0;
        std::uint64_t each = 0;
        std::uint64_t count = 0;
        if (!(fields >> share >> time >> each >> count)) continue;
        std::string name;
        for (std::string word; fields >> word;) name = word;
        if (name != "total") calls[name] += count;
    }
    return calls;
}

} // namespace

std::map<std::string, std::uint64_t> system_calls_of(pid_t process, closed_loop& load, std::uint64_t requests)
{
    testing::temporary_directory const folder;
    auto const file = folder.path() / "calls";
    testing::child_process strace{
        {.program = "/usr/bin/strace",
         .arguments = {"-f", "-c", "-U", "time-percent,time-total,time-avg,calls,errors,name", "-o", file,
                       "-p", std::to_string(process)}}};
    if (!testing::eventually([&] { return is_traced(process); }))
        throw std::runtime_error("strace does not attach");
    auto const result = load.run_count(requests);
    strace.signal(SIGINT);
    if (!strace.wait() || result.failures > 0) throw std::runtime_error("requests under strace fail");
    return read_table(file);
}

void contest_system_calls(stage& on)
{
    constexpr std::uint64_t requests = 500;
    stand_in_process const upstream;
    auto const contestants =
        line_up(on, {.upstream_port = upstream.port()}, {lane::plain, lane::governed, lane::cached});
    section shown{.title = "System calls per request", .contestants = names_of(contestants)};
    shown.note = "As strace counts them, of all threads.";

    for (std::size_t const clients : {1U, 32U}) {
        auto const suffix = " c=" + std::to_string(clients);
        auto const words = clients == 1 ? " (1 client)" : " (32 clients)";
        std::map<std::string, double> most;
        for (auto const& each : contestants) {
            closed_loop load{each.program.front(), each.questions(clients), on.serial};
            load.run_count(100);
            double all = 0;
            for (auto const& [name, count] : system_calls_of(each.program.pid(), load, requests)) {
                auto const share = static_cast<double>(count) / static_cast<double>(requests);
                on.results.add("call " + name + suffix, each.name, share);
                most[name] = std::max(most[name], share);
                all += share;
            }
            on.results.add("calls" + suffix, each.name, all);
        }
        shown.figures.push_back({"calls" + suffix, std::string{"all"} + words, 2});
        constexpr double worth_showing = 0.02;
        for (auto const& [name, share] : most)
            if (share > worth_showing)
                shown.figures.push_back({"call " + name + suffix, name + words, 2, false});
    }
    on.sections.push_back(shown);
}

} // namespace wayfinder::bench
