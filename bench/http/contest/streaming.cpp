#include "bench/http/contest/contests.hpp"
#include "bench/http/contest/process_times.hpp"
#include "bench/http/load/stream_load.hpp"
#include "bench/http/upstream/stand_in_process.hpp"

#include <stdexcept>

namespace wayfinder::bench {
namespace {

struct streaming {
    std::size_t clients;
    std::size_t pieces;
    std::chrono::milliseconds interval;

    [[nodiscard]] std::string suffix() const { return " streams=" + std::to_string(clients); }
};

struct lap {
    std::string name;
    target front;
    std::vector<question> questions;
    pid_t process{}; ///< between client and upstream, or 0
};

void one_run(stage& on, lap const& each, streaming const& how)
{
    stream_load load{each.front, each.questions, on.serial};
    constexpr int intervals_of_ramp = 5;
    auto const used = [&] {
        return each.process == 0 ? std::vector<thread_times>{} : times_of(each.process);
    };
    auto const before = used();
    auto const result = load.run(how.interval * intervals_of_ramp);
    auto const cpu = sum_of(used_between(before, used())).total;
    if (result.failures > 0) throw std::runtime_error(each.name + " breaks streams");
    using microseconds = std::chrono::duration<double, std::micro>;
    auto const pace = microseconds{how.interval}.count();
    auto const suffix = how.suffix();
    if (each.process != 0)
        on.results.add("cpu piece" + suffix, each.name,
                       microseconds{cpu}.count() / static_cast<double>(how.clients * how.pieces));
    on.results.add("first p50" + suffix, each.name, result.first_byte.quantile(0.5));
    on.results.add("first p99" + suffix, each.name, result.first_byte.quantile(0.99));
    on.results.add("transit p50" + suffix, each.name, result.transit.quantile(0.5));
    on.results.add("transit p99" + suffix, each.name, result.transit.quantile(0.99));
    on.results.add("gap p99" + suffix, each.name, result.gap.quantile(0.99) - pace);
}

section shown(stage const& on, streaming const& how, std::vector<contestant> const& contestants)
{
    auto const suffix = how.suffix();
    auto names = names_of(contestants);
    names.insert(names.begin(), "direct");
    auto const pace = std::to_string(how.interval.count()) + " ms";
    return {
        .title = std::to_string(how.clients) + " streams at once",
        .note =
            std::to_string(how.pieces) + " pieces each, one every " + pace +
            ". Transit: of a piece, from the upstream's send to the client's read. Gap: between two pieces, "
            "what it is more than " +
            pace + (on.options.quick ? ". A quick run." : "."),
        .contestants = names,
        .figures = {{"first p50" + suffix, "first piece p50 µs", 0},
                    {"first p99" + suffix, "first piece p99 µs", 0},
                    {"transit p50" + suffix, "transit p50 µs", 0},
                    {"transit p99" + suffix, "transit p99 µs", 0},
                    {"gap p99" + suffix, "gap p99 µs", 0},
                    {"cpu piece" + suffix, "CPU µs/piece"}}};
}

void hold(stage& on, streaming const& how)
{
    stand_in_process const upstream{{.pieces = how.pieces, .interval = how.interval}};
    auto const contestants =
        line_up(on, {.upstream_port = upstream.port(), .streams = true}, {lane::plain, lane::governed});
    std::vector<lap> laps{{"direct", upstream.front(), questions_for(lane::plain, how.clients)}};
    for (auto const& each : contestants)
        laps.push_back({each.name, each.program.front(), each.questions(how.clients), each.program.pid()});
    for (int round = 0; round < on.rounds(); ++round)
        for (auto const& each : laps) one_run(on, each, how);
    on.sections.push_back(shown(on, how, contestants));

    constexpr double too_late = 1000; // microseconds
    if (on.results.median("transit p50" + how.suffix(), "direct").value_or(0) > too_late)
        throw refused("the stand-in itself is late with " + std::to_string(how.clients) + " streams");
}

} // namespace

void contest_streams(stage& on)
{
    bool const quick = on.options.quick;
    using std::chrono::milliseconds;
    hold(on, {.clients = 50, .pieces = quick ? 16U : 64U, .interval = milliseconds{20}});
    // A piece every 20 ms would be 50,000 a second: more than a client and an upstream can handle on one
    // processor.
    hold(on, {.clients = 1000, .pieces = quick ? 10U : 30U, .interval = milliseconds{100}});
}

} // namespace wayfinder::bench
