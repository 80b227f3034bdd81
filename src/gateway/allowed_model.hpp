// The model that a virtual key gets in place of one that it may not use.
#pragma once

#include "config/snapshot.hpp"

#include <string_view>
#include <vector>

namespace wayfinder::gateway {

/// `chosen` itself where it is allowed. Else, of the tiers that are, the highest one at or below it, or, if
/// none is, the lowest above it. Off the ladder the lowest tier; without tiers, or when none of them is
/// allowed, the first allowed model by name, as the reference has it. `may_use` is by place of the model in
/// the file and has at least one true. The result points into the snapshot or is `chosen`.
std::string_view nearest_allowed(std::string_view chosen, config::snapshot const& config,
                                 std::vector<bool> const& may_use);

} // namespace wayfinder::gateway
