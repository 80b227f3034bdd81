// Which key of [routing] decides: classifier over tiers over threshold.
#pragma once

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace wayfinder::config {

inline constexpr std::array<std::string_view, 3> routing_precedence{"classifier", "tiers", "threshold"};

/// The first of these keys that is present, whatever its value; `threshold` if none is. `policy` if it
/// overrides them all.
[[nodiscard]] inline std::string_view deciding_key(toml::table const& routing)
{
    if (routing["policy"].value_exact<std::string_view>() == "skill") return "policy";
    auto const found = std::find_if(routing_precedence.begin(), routing_precedence.end(),
                                    [&](std::string_view name) { return routing.contains(name); });
    return found == routing_precedence.end() ? routing_precedence.back() : *found;
}

/// Whether the deciding key takes precedence over this one.
[[nodiscard]] inline bool is_overridden(std::string_view name, std::string_view deciding)
{
    auto const begin = routing_precedence.begin();
    auto const end = routing_precedence.end();
    auto const decider = std::find(begin, end, deciding);
    return decider != end && std::find(decider + 1, end, name) != end;
}

} // namespace wayfinder::config
