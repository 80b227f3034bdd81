#include "config/validation/dead_ends.hpp"

#include <algorithm>

namespace wayfinder::config {

namespace {

bool routes_somewhere(snapshot const& config)
{
    auto const names = models_of(config.routing.policy);
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return config.gateway.find(name) != nullptr; });
}

} // namespace

std::vector<std::string_view> dead_ends(snapshot const& config)
{
    std::vector<std::string_view> names;
    if (config.gateway.models.empty()) return names;
    for (auto const name : models_of(config.routing.policy))
        if (config.gateway.find(name) == nullptr &&
            std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    return names;
}

bool breaks_routes(snapshot const& former, snapshot const& next)
{
    if (!routes_somewhere(former)) return false;
    auto const known = dead_ends(former);
    auto const now = dead_ends(next);
    return std::any_of(now.begin(), now.end(), [&](std::string_view name) {
        return std::find(known.begin(), known.end(), name) == known.end();
    });
}

} // namespace wayfinder::config
