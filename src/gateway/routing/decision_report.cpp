#include "gateway/routing/decision_report.hpp"

#include "gateway/accounting/cost_estimate.hpp"
#include "gateway/routing/decision_json.hpp"
#include "gateway/routing/session_json.hpp"
#include "wire/json/dump.hpp"

namespace wayfinder::gateway {
namespace {

using nlohmann::ordered_json;

ordered_json cost_of(request_context const& context)
{
    auto const words = context.chosen.counts[feature::word_count];
    auto const cost = estimate_cost(context.runtime->config(), context.chosen.model, words);
    return {{"per_call", cost.per_call}, {"baseline", cost.baseline},   {"saved", cost.saved},
            {"unit", cost.unit},         {"estimated", cost.estimated}, {"word_count", words}};
}

} // namespace

std::string decision_report(request_context const& context, bool dry_run)
{
    auto const& chosen = context.chosen;
    auto const& routing = context.runtime->routing();
    ordered_json report{{"model", chosen.model},
                        {"score", chosen.score},
                        {"mode", name(chosen.mode)},
                        {"request_id", context.id},
                        {"features", features_json(chosen.counts)},
                        {"contributions", contributions_json(chosen.counts, context.routing.weights())},
                        {"tiers", tiers_json(routing.policy)},
                        {"cost", cost_of(context)}};
    if (chosen.skill) report.update(skill_json(*chosen.skill));
    if (chosen.propensity < 1.0) report["propensity"] = chosen.propensity;
    if (context.session) report["session"] = session_json(*context.session);
    if (dry_run) report["dry_run"] = true;
    return wire::json::dump(report);
}

} // namespace wayfinder::gateway
