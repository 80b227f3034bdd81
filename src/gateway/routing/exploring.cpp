#include "gateway/routing/exploring.hpp"

#include <wayfinder/skill/exploration.hpp>

#include <vector>

namespace wayfinder::gateway {

void explore(request_context& context)
{
    auto const* by_skill = std::get_if<skill::policy>(&context.runtime->routing().policy);
    auto& chosen = context.chosen;
    if (by_skill == nullptr || by_skill->explore <= 0 || chosen.mode != route_mode::scored) return;
    if (context.in_tool_loop || (context.session && context.session->at_stake())) return;
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < by_skill->models.size(); ++i) {
        auto const index = context.runtime->index_of(by_skill->models[i]);
        if (by_skill->models[i] != chosen.model && index && context.may_serve()[*index]) others.push_back(i);
    }
    auto const made =
        skill::explore(chosen.skill->chosen.model, others, by_skill->explore, skill::draw_of(context.id));
    chosen.propensity = made.propensity;
    if (!made.explored) return;
    chosen.by_score = chosen.model;
    chosen.model = by_skill->models[made.model];
    chosen.mode = route_mode::explored;
}

void stop_exploring(route& chosen)
{
    chosen.model = chosen.by_score;
    chosen.mode = route_mode::scored;
    chosen.propensity = 1.0;
}

} // namespace wayfinder::gateway
