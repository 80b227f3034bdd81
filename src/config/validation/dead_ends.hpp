// Routes that lead to no model. Such a file still loads, as it does in the reference.
#pragma once

#include "config/snapshot.hpp"

#include <string_view>
#include <vector>

namespace wayfinder::config {

/// The models that routing may choose but that are not configured, each once, as views into `config`. Empty
/// when no model is configured at all.
[[nodiscard]] std::vector<std::string_view> dead_ends(snapshot const& config);

/// Whether routing to a model works in `former`, and `next` has a dead end that `former` does not have.
[[nodiscard]] bool breaks_routes(snapshot const& former, snapshot const& next);

} // namespace wayfinder::config
