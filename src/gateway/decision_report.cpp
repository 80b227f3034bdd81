#include "gateway/decision_report.hpp"

#include "gateway/cost_estimate.hpp"

#include <wayfinder/explain.hpp>

#include <nlohmann/json.hpp>

namespace wayfinder::gateway {
namespace {

using nlohmann::ordered_json;

ordered_json features_of(features const& counts)
{
    auto json = ordered_json::object();
    for (auto const each : all_features) json[std::string{name(each)}] = counts[each];
    return json;
}

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

ordered_json tiers_of(policy const& policy)
{
    auto const* ladder = std::get_if<tiers_policy>(&policy);
    if (ladder == nullptr) return nullptr;
    auto json = ordered_json::array();
    for (auto const& tier : ladder->tiers) {
        ordered_json rung{{"min_score", tier.min_score}, {"model", tier.model}};
        if (tier.cost) rung["cost"] = *tier.cost;
        json.push_back(std::move(rung));
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
                        {"features", features_of(chosen.counts)},
                        {"contributions", contributions_of(chosen.counts, routing.weights)},
                        {"tiers", tiers_of(routing.policy)},
                        {"cost", cost_of(context)}};
    if (dry_run) report["dry_run"] = true;
    return report.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

} // namespace wayfinder::gateway
