// The parts of a decision as JSON, for every report of one.
#pragma once

#include <wayfinder/decision.hpp>

#include <nlohmann/json_fwd.hpp>

namespace wayfinder::gateway {

/// Feature names and counts, in report order.
nlohmann::ordered_json features_json(features const& counts);

/// Every feature's share of the score, in report order, with the precision of reports.
nlohmann::ordered_json contributions_json(features const& counts, weights const& by);

/// The ladder; null for a classifier, which has none.
nlohmann::ordered_json tiers_json(policy const& policy);

} // namespace wayfinder::gateway
