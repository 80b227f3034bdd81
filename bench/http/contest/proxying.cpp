#include "bench/http/contest/contests.hpp"
#include "bench/http/contest/throughput.hpp"
#include "bench/http/upstream/stand_in_process.hpp"

namespace wayfinder::bench {
namespace {

void one_tls_lane(stage& on, lane which, std::string const& title, surroundings between,
                  stand_in_process const& upstream)
{
    if (!on.wants(which)) return;
    between.upstream_port = upstream.port();
    auto const contestants = line_up(on, between, {which});
    crowd_of const load{.suffix = " " + std::string{name_of(which)}};
    measure_throughput(on, contestants, load);
    on.sections.push_back({.title = title,
                           .contestants = names_of(contestants),
                           .figures = {{"cpu" + load.suffix, "CPU µs/request, 32 clients"},
                                       {"user" + load.suffix, "of it user", 1, false},
                                       {"system" + load.suffix, "of it system", 1, false},
                                       {"requests" + load.suffix, "requests/s", 0}}});
    check_ceiling(on, upstream.front(), contestants, load);
}

} // namespace

void contest_throughput(stage& on)
{
    stand_in_process const upstream;
    auto const contestants =
        line_up(on, {.upstream_port = upstream.port()}, {lane::plain, lane::governed, lane::cached});
    section shown{.title = "CPU per request", .contestants = names_of(contestants)};
    shown.note =
        "Closed loop, keep-alive, prompts of 1 KB. Background: threads other than the busiest, such as the "
        "ledger's.";
    for (std::size_t const clients : {1U, 8U, 32U}) {
        auto const words = std::to_string(clients) + (clients == 1 ? " client" : " clients");
        crowd_of const load{.clients = clients, .suffix = " c=" + std::to_string(clients)};
        measure_throughput(on, contestants, load);
        shown.figures.push_back({"cpu" + load.suffix, "CPU µs/request, " + words});
        shown.figures.push_back({"user" + load.suffix, "of it user", 1, false});
        shown.figures.push_back({"system" + load.suffix, "of it system", 1, false});
        shown.figures.push_back({"background" + load.suffix, "of it in the background", 1, false});
        shown.figures.push_back({"requests" + load.suffix, "requests/s, " + words, 0});
    }
    on.sections.push_back(shown);
    check_ceiling(on, upstream.front(), contestants, {.suffix = " c=32"});
}

void contest_tls_upstream(stage& on)
{
    stand_in_process const upstream{{}, &on.certificates};
    one_tls_lane(on, lane::tls_upstream, "An HTTPS upstream", {.upstream_tls = true}, upstream);
}

void contest_tls_listener(stage& on)
{
    stand_in_process const upstream;
    one_tls_lane(on, lane::tls_listener, "HTTPS clients", {.listener_tls = true}, upstream);
}

void contest_prompt_sizes(stage& on)
{
    stand_in_process const upstream;
    auto const contestants = line_up(on, {.upstream_port = upstream.port()}, {lane::plain, lane::governed});
    section shown{.title = "CPU per request by size of the prompt", .contestants = names_of(contestants)};
    shown.note = "8 clients, µs/request.";
    constexpr std::pair<std::size_t, char const*> sizes[] = {
        {110, "110 B"}, {1024, "1 KB"}, {10'240, "10 KB"}, {102'400, "100 KB"}, {1'048'576, "1 MB"}};
    for (auto const& [size, title] : sizes) {
        crowd_of const load{.clients = 8, .prompt_size = size, .suffix = std::string{" "} + title};
        measure_throughput(on, contestants, load);
        shown.figures.push_back({"cpu" + load.suffix, title});
    }
    on.sections.push_back(shown);
}

} // namespace wayfinder::bench
