// The parts of a decision as JSON, for all reports.
#pragma once

#include <wayfinder/router.hpp>

#include <nlohmann/json_fwd.hpp>

namespace wayfinder::gateway {

/// Feature names and counts, in report order.
nlohmann::ordered_json features_json(features const& counts);

/// Every feature's share of the score, in report order, with report precision.
nlohmann::ordered_json contributions_json(features const& counts, weights const& by);

/// A skill policy's result for a prompt: `skill_score`, `percentile` and `confidence`, unrounded, whether it
/// `abstained`, and each term's contribution.
nlohmann::ordered_json skill_json(skill_verdict const& verdict);

/// The ladder; null for policies without one.
nlohmann::ordered_json tiers_json(policy const& policy);

} // namespace wayfinder::gateway
