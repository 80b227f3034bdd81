// GET /router/recent: the last requests and how they were routed.
#pragma once

#include "control/ledger_entry.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::gateway {

/// The query's `limit`, clamped to 1..200; 50 if absent, nothing if it is not a number.
std::optional<std::size_t> recent_limit(std::string_view query);

/// One request, in the reference's shape with additions.
nlohmann::ordered_json recent_entry(control::ledger_entry const& entry);

/// `entries` newest first; `total` and `by_model` count all of them, `recent` shows the first `limit`.
std::string recent_report(std::vector<control::ledger_entry> const& entries, std::size_t limit);

} // namespace wayfinder::gateway
