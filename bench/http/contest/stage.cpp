#include "bench/http/contest/stage.hpp"

#include <algorithm>

namespace wayfinder::bench {

bool stage::wants(lane which) const
{
    return std::find(options.lanes.begin(), options.lanes.end(), which) != options.lanes.end();
}

std::vector<contestant> start_all(stage& on, surroundings between, std::vector<lane> const& lanes)
{
    between.certificates = &on.certificates;
    std::vector<contestant> contestants;
    contestants.push_back({"nginx", start_nginx(between)});
    contestants.push_back({"HAProxy", start_haproxy(between)});
    bool const plainly = !between.upstream_tls && !between.listener_tls;
    if (!on.options.portkey.empty() && plainly) {
        contestants.push_back({"Portkey", start_portkey(on.options.portkey, between)});
        contestants.back().fields = portkey_fields(between);
    }
    for (auto const each : lanes)
        if (on.wants(each))
            contestants.push_back({"wayfinder " + std::string{title_of(each)},
                                   start_gateway(on.options.gateway, each, between), each});
    return contestants;
}

std::vector<contestant> line_up(stage& on, surroundings between, std::vector<lane> const& lanes)
{
    auto contestants = start_all(on, between, lanes);
    for (auto const& each : contestants) each.program.await_answer(each.questions(1).front(), on.serial);
    return contestants;
}

std::vector<std::string> names_of(std::vector<contestant> const& contestants)
{
    std::vector<std::string> names;
    for (auto const& each : contestants) names.push_back(each.name);
    return names;
}

} // namespace wayfinder::bench
