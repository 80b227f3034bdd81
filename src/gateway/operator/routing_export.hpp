// `POST /router/config`: the routing that a tuning would make, as a piece of configuration.
#pragma once

#include "gateway/override.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// Fills `toml` with the configured routing and the tuning in it. `body` is empty, a tuning object, or one
/// under the member `wayfinder_tuning`, beside which `min_scores` may move the cuts of a ladder; it has 64
/// bytes allocated behind its end.
std::optional<bad_wish> export_routing(std::string_view body, std::size_t max_depth, router const& configured,
                                       std::string& toml);

} // namespace wayfinder::gateway
