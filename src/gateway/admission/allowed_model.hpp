// The model that replaces one that a virtual key may not use.
#pragma once

#include "config/snapshot.hpp"

#include <string_view>
#include <vector>

namespace wayfinder::gateway {

/// `chosen` itself if allowed. Otherwise the highest allowed tier at or below it, or, failing that, the
/// lowest above it. Off the ladder the lowest tier; without tiers, or if none is allowed, the first allowed
/// model by name, as in the reference. `may_use` is indexed by the model's position in the file and has at
/// least one true. The result points into the snapshot or is `chosen`.
std::string_view nearest_allowed(std::string_view chosen, config::snapshot const& config,
                                 std::vector<bool> const& may_use);

} // namespace wayfinder::gateway
