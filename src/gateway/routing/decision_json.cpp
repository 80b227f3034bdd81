#include "gateway/routing/decision_json.hpp"

#include <wayfinder/explain.hpp>
#include <wayfinder/skill/weights.hpp>

#include <nlohmann/json.hpp>

namespace wayfinder::gateway {

using nlohmann::ordered_json;

ordered_json features_json(features const& counts)
{
    auto json = ordered_json::object();
    for (auto const each : all_features) json[std::string{name(each)}] = counts[each];
    return json;
}

ordered_json skill_json(skill_verdict const& verdict)
{
    auto const& [of, chosen] = verdict;
    auto terms = ordered_json::array();
    for (auto const each : skill::all_terms)
        terms.push_back({{"name", name(each)},
                         {"value", of.of[index_of(each)]},
                         {"weight", of.weights[index_of(each)]},
                         {"contribution", of.contributions[index_of(each)]}});
    terms.push_back({{"name", "words"}, {"value", nullptr}, {"weight", nullptr}, {"contribution", of.words}});
    terms.push_back({{"name", "mean"},
                     {"value", nullptr},
                     {"weight", nullptr},
                     {"contribution", -skill::default_weights.mean}});
    return {{"skill_score", of.score},
            {"percentile", chosen.percentile},
            {"confidence", chosen.confidence},
            {"abstained", chosen.abstained},
            {"skill_terms", std::move(terms)}};
}

ordered_json contributions_json(features const& counts, weights const& by)
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

ordered_json tiers_json(policy const& policy)
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

} // namespace wayfinder::gateway
