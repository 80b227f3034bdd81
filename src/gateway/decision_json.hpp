// The parts of a decision as JSON, for every report of one.
#pragma once

#include <wayfinder/router.hpp>

#include <nlohmann/json_fwd.hpp>

namespace wayfinder::gateway {

/// Feature names and counts, in report order.
nlohmann::ordered_json features_json(features const& counts);

/// Every feature's share of the score, in report order, with the precision of reports.
nlohmann::ordered_json contributions_json(features const& counts, weights const& by);

/// What a skill policy made of a prompt: `skill_score`, `percentile` and `confidence`, unrounded, whether it
/// `abstained`, and what each term gave.
nlohmann::ordered_json skill_json(skill_verdict const& verdict);

/// The ladder; null for other policies, which have none.
nlohmann::ordered_json tiers_json(policy const& policy);

} // namespace wayfinder::gateway
