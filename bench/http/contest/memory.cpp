#include "bench/http/contest/contests.hpp"
#include "bench/http/contest/process_memory.hpp"
#include "bench/http/load/stream_load.hpp"
#include "bench/http/upstream/stand_in_process.hpp"

#include <stdexcept>
#include <thread>

namespace wayfinder::bench {
namespace {

constexpr std::size_t open_streams = 5000;

double megabytes(std::size_t bytes)
{
    constexpr double megabyte = 1'000'000;
    return static_cast<double>(bytes) / megabyte;
}

/// Peak resident memory during some load.
void add_peak(stage& on, contestant const& each, std::size_t clients, std::size_t prompt_size,
              std::string const& key)
{
    forget_peak(each.program.pid());
    closed_loop load{each.program.front(), each.questions(clients, prompt_size), on.serial};
    if (load.run_for(on.span()).failures > 0) throw std::runtime_error(each.name + " fails");
    on.results.add(key, each.name, megabytes(peak_memory(each.program.pid())));
}

std::vector<std::string> with_whole_answers(stage& on)
{
    stand_in_process const upstream;
    auto const contestants = start_all(on, {.upstream_port = upstream.port()}, {lane::plain, lane::governed});
    for (auto const& each : contestants) each.program.await_listening();
    constexpr std::chrono::seconds until_settled{1};
    std::this_thread::sleep_for(until_settled);
    for (auto const& each : contestants) {
        auto const size = [&] { return megabytes(resident_memory(each.program.pid())); };
        on.results.add("idle memory", each.name, size());
        each.program.await_answer(each.questions(1).front(), on.serial);
        on.results.add("asked memory", each.name, size());
        add_peak(on, each, 32, 1024, "loaded memory");
        add_peak(on, each, 8, 150'000, "memory 150 KB");
        add_peak(on, each, 8, 1'000'000, "memory 1 MB");
    }
    return names_of(contestants);
}

void with_open_streams(stage& on)
{
    stand_in_process const upstream{{.pieces = 1000, .interval = std::chrono::seconds{2}}};
    auto const contestants =
        line_up(on, {.upstream_port = upstream.port(), .streams = true}, {lane::plain, lane::governed});
    for (auto const& each : contestants) {
        stream_load load{each.program.front(), each.questions(open_streams), on.serial};
        auto const result = load.open(std::chrono::seconds{2});
        if (result.failures > 0) throw std::runtime_error(each.name + " does not hold the streams");
        on.results.add("memory streams", each.name, megabytes(resident_memory(each.program.pid())));
    }
}

} // namespace

void contest_memory(stage& on)
{
    auto const names = with_whole_answers(on);
    with_open_streams(on);
    on.sections.push_back({.title = "Resident memory",
                           .note = "MB. Idle: started, and not asked yet. Loaded: the most during 32 "
                                   "clients. Prompts: the most during 8 clients. nginx sets memory "
                                   "aside for 40,000 connections at its start.",
                           .contestants = names,
                           .figures = {{"idle memory", "idle"},
                                       {"asked memory", "after one request"},
                                       {"loaded memory", "loaded"},
                                       {"memory 150 KB", "with prompts of 150 KB"},
                                       {"memory 1 MB", "with prompts of 1 MB"},
                                       {"memory streams", "with 5,000 open streams"}}});
}

} // namespace wayfinder::bench
