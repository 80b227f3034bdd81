#include "gateway/routing/escalation.hpp"

namespace wayfinder::gateway {

std::optional<std::size_t> escalation_of(request_context const& context)
{
    auto const& chosen = context.chosen;
    auto const* by_skill = std::get_if<skill::policy>(&context.runtime->routing().policy);
    if (by_skill == nullptr || !chosen.skill || chosen.mode != route_mode::scored) return std::nullopt;
    if (context.in_tool_loop) return std::nullopt;
    auto const next = chosen.skill->chosen.escalates_to;
    if (next == 0) return std::nullopt;
    auto const index = context.runtime->index_of(by_skill->models[next]);
    return index && context.may_serve()[*index] ? index : std::nullopt;
}

} // namespace wayfinder::gateway
