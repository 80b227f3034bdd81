#include "bench/http/contest/contests.hpp"
#include "bench/http/load/stream_load.hpp"
#include "bench/http/upstream/stand_in_process.hpp"

#include <stdexcept>

namespace wayfinder::bench {
namespace {

constexpr std::chrono::milliseconds interval{20};

struct lap {
    std::string name;
    target front;
    std::vector<question> questions;
};

void one_run(stage& on, lap const& each, std::string const& suffix)
{
    stream_load load{each.front, each.questions, on.serial};
    constexpr int intervals_of_ramp = 10;
    auto const result = load.run(interval * intervals_of_ramp);
    if (result.failures > 0) throw std::runtime_error(each.name + " breaks streams");
    auto const pace = std::chrono::duration<double, std::micro>{interval}.count();
    on.results.add("first p50" + suffix, each.name, result.first_byte.quantile(0.5));
    on.results.add("first p99" + suffix, each.name, result.first_byte.quantile(0.99));
    on.results.add("transit p50" + suffix, each.name, result.transit.quantile(0.5));
    on.results.add("transit p99" + suffix, each.name, result.transit.quantile(0.99));
    on.results.add("gap p99" + suffix, each.name, result.gap.quantile(0.99) - pace);
}

void some_streams(stage& on, target const& upstream, std::vector<contestant> const& contestants,
                  std::size_t clients)
{
    auto const suffix = " streams=" + std::to_string(clients);
    std::vector<lap> laps{{"direct", upstream, questions_for(lane::plain, clients)}};
    for (auto const& each : contestants)
        laps.push_back({each.name, each.program.front(), each.questions(clients)});
    for (int round = 0; round < on.rounds(); ++round)
        for (auto const& each : laps) one_run(on, each, suffix);

    auto names = names_of(contestants);
    names.insert(names.begin(), "direct");
    on.sections.push_back(
        {.title = std::to_string(clients) + " streams at once",
         .note = "64 pieces, one every 20 ms. Transit: of a piece, from the upstream's send to the "
                 "client's read. Gap: between two pieces, what it is more than 20 ms.",
         .contestants = names,
         .figures = {{"first p50" + suffix, "first piece p50 µs", 0},
                     {"first p99" + suffix, "first piece p99 µs", 0},
                     {"transit p50" + suffix, "transit p50 µs", 0},
                     {"transit p99" + suffix, "transit p99 µs", 0},
                     {"gap p99" + suffix, "gap p99 µs", 0}}});
}

} // namespace

void contest_streams(stage& on)
{
    stand_in_process const upstream{{.pieces = 64, .interval = interval}};
    auto const contestants =
        line_up(on, {.upstream_port = upstream.port(), .streams = true}, {lane::plain, lane::governed});
    for (std::size_t const clients : {10U, 1000U}) some_streams(on, upstream.front(), contestants, clients);
}

} // namespace wayfinder::bench
