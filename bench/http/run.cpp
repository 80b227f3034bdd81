#include "bench/http/run.hpp"

#include "bench/http/measure/throughput.hpp"
#include "bench/http/net/pinned.hpp"
#include "bench/http/upstream/stand_in_process.hpp"

#include <cstdio>

namespace wayfinder::bench {

int run(run_options const& options)
{
    pinned const here{harness_processor};
    tls_files const certificates;
    stand_in_process const upstream;
    surroundings const between{.upstream_port = upstream.port(), .certificates = &certificates};
    std::uint64_t serial = 0;
    pace const how{.rounds = options.rounds, .span = std::chrono::milliseconds{options.quick ? 300 : 1000}};
    std::printf("direct: %.0f/s\n", ceiling_of(upstream.front(), 32, how, serial));

    std::vector<contestant> contestants;
    contestants.push_back({"nginx", start_nginx(between)});
    contestants.push_back({"haproxy", start_haproxy(between)});
    for (auto const each : {lane::plain, lane::governed, lane::cached})
        contestants.push_back(
            {std::string{name_of(each)}, start_gateway(options.gateway, each, between), each});
    for (auto const& each : contestants)
        each.program.await_answer(questions_for(each.asked, 1).front(), serial);

    tally results;
    for (std::size_t const clients : {1U, 8U, 32U}) {
        measure_throughput(contestants, clients, how, serial, results);
        auto const suffix = " c=" + std::to_string(clients);
        for (auto const& each : contestants) {
            std::printf(
                "%-10s c=%-3zu cpu %6.1f (user %5.1f, system %5.1f, background %5.1f) +-%2.0f %%  x%.2f  "
                "%7.0f/s  "
                "busy %.2f\n",
                each.name.c_str(), clients, *results.median("cpu" + suffix, each.name),
                *results.median("user" + suffix, each.name), *results.median("system" + suffix, each.name),
                *results.median("background" + suffix, each.name),
                results.spread("cpu" + suffix, each.name) * 100,
                *results.ratio("cpu" + suffix, each.name, "nginx"),
                *results.median("requests" + suffix, each.name), *results.median("busy" + suffix, each.name));
        }
    }
    return 0;
}

} // namespace wayfinder::bench
