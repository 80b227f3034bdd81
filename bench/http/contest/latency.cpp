#include "bench/http/contest/contests.hpp"
#include "bench/http/load/open_loop.hpp"
#include "bench/http/upstream/stand_in_process.hpp"

#include <memory>
#include <stdexcept>

namespace wayfinder::bench {
namespace {

constexpr double rate = 500;
constexpr std::pair<char const*, double> quantiles[] = {{"p50", 0.5}, {"p99", 0.99}};

struct lap {
    std::string name;
    std::unique_ptr<open_loop> load;
};

void one_round(stage& on, std::vector<lap> const& laps)
{
    timed_result direct;
    for (auto const& each : laps) {
        auto const result = each.load->run(rate, on.span() * 2);
        if (result.failures > 0) throw std::runtime_error(each.name + " fails");
        if (each.name == "direct") direct = result;
        for (auto const& [name, share] : quantiles) {
            auto const value = result.latency.quantile(share);
            on.results.add(std::string{"latency "} + name, each.name, value);
            on.results.add(std::string{"added "} + name, each.name, value - direct.latency.quantile(share));
        }
    }
}

} // namespace

void contest_latency(stage& on)
{
    stand_in_process const upstream;
    auto const contestants =
        line_up(on, {.upstream_port = upstream.port()}, {lane::plain, lane::governed, lane::cached});
    std::vector<lap> laps;
    laps.push_back({"direct", std::make_unique<open_loop>(upstream.front(), question{}, on.serial)});
    for (auto const& each : contestants)
        laps.push_back({each.name, std::make_unique<open_loop>(each.program.front(),
                                                               each.questions(1).front(), on.serial)});
    for (auto const& each : laps) each.load->run(rate, on.span() / 3);
    for (int round = 0; round < on.rounds(); ++round) one_round(on, laps);

    auto names = names_of(contestants);
    names.insert(names.begin(), "direct");
    on.sections.push_back(
        {.title = "Latency",
         .note = "Open loop: one client, 500 requests a second, each timed from when it was due. Added: "
                 "over the direct call of the same round.",
         .contestants = names,
         .figures = {{"latency p50", "p50 µs", 0},
                     {"latency p99", "p99 µs", 0},
                     {"added p50", "added p50 µs", 0},
                     {"added p99", "added p99 µs", 0}}});
}

} // namespace wayfinder::bench
