#include "bench/gate/callgrind.hpp"

#include "bench/http/subject/subject.hpp"
#include "bench/http/upstream/stand_in_process.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace wayfinder::bench {
namespace {

/// Sends a monitor command, such as "instrumentation on", to a process under valgrind.
void tell(subject const& gateway, std::vector<std::string> const& words)
{
    testing::child_setup setup{.program = "/usr/bin/vgdb",
                               .arguments = {"--pid=" + std::to_string(gateway.pid())}};
    setup.arguments.insert(setup.arguments.end(), words.begin(), words.end());
    testing::child_process vgdb{setup};
    auto const status = vgdb.wait(std::chrono::seconds{30});
    if (!status || status->code != 0) throw std::runtime_error("vgdb " + words.front() + " fails");
}

/// The totals in a file, each under the name that an earlier line defines.
std::map<std::string, std::uint64_t> totals_of(std::filesystem::path const& file)
{
    std::map<std::string, std::uint64_t> totals;
    std::istringstream names;
    std::ifstream in{file};
    for (std::string line; std::getline(in, line);) {
        std::istringstream words{line.substr(line.find(' ') + 1)};
        if (line.starts_with("events: ")) names = std::move(words);
        if (!line.starts_with("totals: ")) continue;
        std::string name;
        for (std::uint64_t total = 0; names >> name && words >> total;) totals[name] = total;
    }
    return totals;
}

thread_profile profile_in(std::filesystem::path const& file)
{
    auto totals = totals_of(file);
    return {file,
            totals["Ir"],
            {.code = totals["I1mr"],
             .data = totals["D1mr"] + totals["D1mw"],
             .both = totals["ILmr"] + totals["DLmr"] + totals["DLmw"]}};
}

std::vector<thread_profile> profiles_in(std::filesystem::path const& folder)
{
    std::vector<thread_profile> profiles;
    for (auto const& each : std::filesystem::directory_iterator{folder})
        if (auto found = profile_in(each.path()); found.instructions > 0)
            profiles.push_back(std::move(found));
    std::sort(profiles.begin(), profiles.end(),
              [](auto const& one, auto const& other) { return one.instructions > other.instructions; });
    return profiles;
}

} // namespace

std::vector<thread_profile> count_instructions(counting const& what, std::filesystem::path const& folder)
{
    tls_files const certificates;
    bool const upstream_tls = what.which == lane::tls_upstream;
    stand_in_process const upstream{{}, upstream_tls ? &certificates : nullptr};
    surroundings const between{.upstream_port = upstream.port(),
                               .upstream_tls = upstream_tls,
                               .listener_tls = what.which == lane::tls_listener,
                               .certificates = &certificates};
    std::vector<std::string> callgrind{"/usr/bin/valgrind", "--tool=callgrind", "--instr-atstart=no",
                                       "--separate-threads=yes",
                                       "--callgrind-out-file=" + (folder / "profile").string()};
    if (what.caches)
        callgrind.insert(callgrind.end(),
                         {"--cache-sim=yes", "--I1=32768,8,64", "--D1=32768,8,64", "--LL=1048576,16,64"});
    auto gateway = start_gateway(what.gateway, what.which, between, callgrind);
    std::uint64_t serial = 0;
    auto questions = questions_for(what.which, what.clients);
    for (auto& each : questions) each.prompt_size = what.prompt_size;
    gateway.await_answer(questions.front(), serial);

    closed_loop load{gateway.front(), questions, serial};
    load.run_count(what.warm_up);
    tell(gateway, {"instrumentation", "on"});
    auto const result = load.run_count(what.requests);
    tell(gateway, {"instrumentation", "off"});
    tell(gateway, {"dump"});
    if (result.answers != what.requests) throw std::runtime_error("not every request was answered");
    return profiles_in(folder);
}

} // namespace wayfinder::bench
