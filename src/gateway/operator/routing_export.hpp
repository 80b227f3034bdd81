// `POST /router/config`: the routing that a tuning would make, as a piece of configuration.
#pragma once

#include "gateway/override.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace wayfinder::gateway {

/// TOML of the configured routing with the tuning in it. `body` is empty, a tuning object, or one under the
/// member `wayfinder_tuning`.
std::variant<std::string, bad_wish> tuned_routing(std::string_view body, router const& configured);

} // namespace wayfinder::gateway
