// GET /router/recent: the last requests and how they were routed.
#pragma once

#include "control/ledger_entry.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::gateway {

/// The `limit` of a query, held to 1..200; 50 where there is none, nothing where it is no number.
std::optional<std::size_t> recent_limit(std::string_view query);

/// One request, in the reference's shape and more.
nlohmann::ordered_json recent_entry(control::ledger_entry const& entry);

/// `entries` newest first; `total` and `by_model` count all of them, `recent` shows the first `limit`.
std::string recent_report(std::vector<control::ledger_entry> const& entries, std::size_t limit);

} // namespace wayfinder::gateway
