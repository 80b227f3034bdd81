#include "bench/http/contest/contests.hpp"
#include "bench/http/upstream/stand_in_process.hpp"

namespace wayfinder::bench {

void contest_crowd(stage& on)
{
    constexpr std::size_t offered = 16'384;
    stand_in_process const upstream;
    auto contestants = line_up(on, {.upstream_port = upstream.port()}, {lane::plain, lane::governed});
    // It accepts as many connections as it has descriptors for, and lets the others wait until they give up.
    std::erase_if(contestants, [](contestant const& each) { return each.name == "HAProxy"; });
    for (auto const& each : contestants) {
        closed_loop load{each.program.front(), each.questions(offered, 110), on.serial};
        auto const result = load.run_count(offered);
        on.results.add("crowd answered", each.name, static_cast<double>(result.answers));
        on.results.add("crowd shed", each.name, static_cast<double>(result.shed));
        on.results.add("crowd failed", each.name, static_cast<double>(result.failures - result.shed));
    }
    on.sections.push_back({.title = "16,384 connections",
                           .note = "All opened, then one request on each at the same moment.",
                           .contestants = names_of(contestants),
                           .figures = {{"crowd answered", "answered", 0, false},
                                       {"crowd shed", "refused with 503", 0, false},
                                       {"crowd failed", "failed", 0, false}}});
}

} // namespace wayfinder::bench
