#include "gateway/decision_report.hpp"

#include "gateway/cost_estimate.hpp"
#include "gateway/decision_json.hpp"
#include "wire/json/dump.hpp"

#include <wayfinder/explain.hpp>

namespace wayfinder::gateway {
namespace {

using nlohmann::ordered_json;

ordered_json contributions_of(features const& counts, weights const& by)
{
    auto json = ordered_json::array();
    for (auto const& part : explain(counts, by)) {
        json.push_back({{"name", name(part.what)},
                        {"value", part.value},
                        {"normalized", round_to_ten_thousandths(part.normalized)},
                        {"weight", part.weight},
                        {"contribution", round_to_ten_thousandths(part.contribution)}});
    }
    return json;
}

ordered_json cost_of(request_context const& context)
{
    auto const words = context.chosen.counts[feature::word_count];
    auto const cost = estimate_cost(context.plan->config(), context.chosen.model, words);
    return {{"per_call", cost.per_call}, {"baseline", cost.baseline},   {"saved", cost.saved},
            {"unit", cost.unit},         {"estimated", cost.estimated}, {"word_count", words}};
}

} // namespace

std::string decision_report(request_context const& context, bool dry_run)
{
    auto const& chosen = context.chosen;
    auto const& routing = context.plan->routing();
    ordered_json report{{"model", chosen.model},
                        {"score", chosen.score},
                        {"mode", name(chosen.mode)},
                        {"request_id", context.id},
                        {"features", features_json(chosen.counts)},
                        {"contributions", contributions_of(chosen.counts, context.routing.weights())},
                        {"tiers", tiers_json(routing.policy)},
                        {"cost", cost_of(context)}};
    if (chosen.skill) report.update(skill_json(*chosen.skill));
    if (dry_run) report["dry_run"] = true;
    return wire::json::dump(report);
}

} // namespace wayfinder::gateway
