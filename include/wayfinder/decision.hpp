// The whole of the core in one call: a prompt in, a model name out.
#pragma once

#include <wayfinder/feature.hpp>
#include <wayfinder/features.hpp>
#include <wayfinder/lexicon.hpp>
#include <wayfinder/policy.hpp>
#include <wayfinder/score.hpp>
#include <wayfinder/skill/policy.hpp>
#include <wayfinder/skill/score.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

namespace wayfinder {

/// How a model was chosen.
enum class policy_kind : unsigned char { tiered, classifier, skill };

/// The word for it in reports.
[[nodiscard]] constexpr std::string_view name(policy_kind kind) noexcept
{
    constexpr std::array<std::string_view, 3> names{"tiered", "classifier", "skill"};
    return names[static_cast<std::size_t>(kind)];
}

/// What a skill policy made of a prompt.
struct skill_verdict {
    skill::explained of;
    skill::choice chosen;
};

struct decision {
    double score{};         ///< also computed for the policies that do not look at it
    std::string_view model; ///< points into the policy
    policy_kind kind{};
    features counts;
    std::optional<skill_verdict> skill{}; ///< of a skill policy only
};

/// Routes a UTF-8 text. Never fails; a policy without any model answers with an empty name. `seen` is the
/// distribution of skill scores that a gateway has seen; without one the table that ships with them stands
/// in.
[[nodiscard]] inline decision decide(std::string_view text, lexicon const& terms, weights const& by,
                                     policy const& routes, skill::quantile_sketch const* seen = nullptr)
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

/// Everything that a decision depends on besides the text. The default is `binary(0.5)` with default weights
/// and the built-in lexicon. Deciding changes nothing, so threads may share a router.
struct router {
    wayfinder::policy policy{binary(0.5)};
    wayfinder::weights weights{};
    wayfinder::lexicon lexicon{};

    [[nodiscard]] decision decide(std::string_view text, skill::quantile_sketch const* seen = nullptr) const
    {
        return wayfinder::decide(text, lexicon, weights, policy, seen);
    }
};

} // namespace wayfinder
