// The whole of the core in one call: a prompt in, a model name out.
#pragma once

#include <wayfinder/feature.hpp>
#include <wayfinder/features.hpp>
#include <wayfinder/lexicon.hpp>
#include <wayfinder/policy.hpp>
#include <wayfinder/score.hpp>

#include <string_view>
#include <variant>

namespace wayfinder {

/// How a model was chosen.
enum class policy_kind : unsigned char { tiered, classifier };

/// The word for it in reports.
[[nodiscard]] constexpr std::string_view name(policy_kind kind) noexcept
{
    return kind == policy_kind::tiered ? "tiered" : "classifier";
}

struct decision {
    double score{};         ///< also computed for a classifier, which does not look at it
    std::string_view model; ///< points into the policy
    policy_kind kind{};
    features counts;
};

/// Routes a UTF-8 text. Never fails; a policy without any model answers with an empty name.
[[nodiscard]] inline decision decide(std::string_view text, lexicon const& terms, weights const& by,
                                     policy const& routes)
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
    }
    return made;
}

/// Everything that a decision depends on besides the text. The default is `binary(0.5)` with default weights
/// and the built-in lexicon. Deciding changes nothing, so threads may share a router.
struct router {
    wayfinder::policy policy{binary(0.5)};
    wayfinder::weights weights{};
    wayfinder::lexicon lexicon{};

    [[nodiscard]] decision decide(std::string_view text) const
    {
        return wayfinder::decide(text, lexicon, weights, policy);
    }
};

} // namespace wayfinder
