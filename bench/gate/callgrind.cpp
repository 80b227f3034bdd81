#include "bench/gate/callgrind.hpp"

#include "bench/http/subject/subject.hpp"
#include "bench/http/upstream/stand_in_process.hpp"

#include <algorithm>
#include <fstream>
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

std::uint64_t total_of(std::filesystem::path const& file)
{
    std::ifstream in{file};
    constexpr std::string_view label = "totals: ";
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(label)) return std::stoull(line.substr(label.size()));
    return 0;
}

std::vector<thread_profile> profiles_in(std::filesystem::path const& folder)
{
    std::vector<thread_profile> profiles;
    for (auto const& each : std::filesystem::directory_iterator{folder})
        if (auto const total = total_of(each.path()); total > 0) profiles.push_back({each.path(), total});
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
    auto gateway =
        start_gateway(what.gateway, what.which, between,
                      {"/usr/bin/valgrind", "--tool=callgrind", "--instr-atstart=no",
                       "--separate-threads=yes", "--callgrind-out-file=" + (folder / "profile").string()});
    std::uint64_t serial = 0;
    auto const questions = questions_for(what.which, what.clients);
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
