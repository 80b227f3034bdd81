// The core in one call: takes a prompt, returns a model name.
#pragma once

#include <wayfinder/features.hpp>
#include <wayfinder/router.hpp>
#include <wayfinder/skill/score.hpp>

#include <string_view>
#include <variant>

namespace wayfinder {

inline decision decide(std::string_view text, lexicon const& terms, weights const& by, policy const& routes,
                       skill::quantile_sketch const* seen)
{
    decision made;
    made.counts = extract_features(text, terms);
    made.score = score(made.counts, by);
    if (auto const* ladder = std::get_if<tiers_policy>(&routes)) {
        made.kind = policy_kind::tiered;
        if (!ladder->tiers.empty()) made.model = ladder->tiers[select_tier(*ladder, made.score)].model;
    } else if (auto const* classifier = std::get_if<classifier_policy>(&routes)) {
        made.kind = policy_kind::classifier;
        if (!classifier->models.empty())
            made.model = classifier->models[select_model(*classifier, made.counts)];
    } else if (auto const* by_skill = std::get_if<skill::policy>(&routes)) {
        made.kind = policy_kind::skill;
        auto& verdict = made.skill.emplace();
        verdict.of = skill::explain(text, by_skill->learned.get());
        verdict.chosen = skill::choose(*by_skill, verdict.of.score, seen);
        if (!by_skill->models.empty()) made.model = by_skill->models[verdict.chosen.model];
    }
    return made;
}

inline decision router::decide(std::string_view text, skill::quantile_sketch const* seen) const
{
    return wayfinder::decide(text, lexicon, weights, policy, seen);
}

} // namespace wayfinder
