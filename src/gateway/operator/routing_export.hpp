// `POST /router/config`: the routing that results from a tuning, as a configuration fragment.
#pragma once

#include "gateway/routing/override.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// Fills `toml` with the configured routing after the tuning. `body` is empty, a tuning object, or one under
/// the member `wayfinder_tuning`, next to which `min_scores` may move the cuts of a ladder; 64 bytes are
/// allocated past its end.
std::optional<bad_wish> export_routing(std::string_view body, std::size_t max_depth, router const& configured,
                                       std::string& toml);

} // namespace wayfinder::gateway
