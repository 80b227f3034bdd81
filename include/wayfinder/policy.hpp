// How a prompt is routed: by a ladder of tiers over its score, by a linear classifier over its features, or
// by its skill score, with cuts at shares of the traffic.
#pragma once

#include <wayfinder/feature.hpp>
#include <wayfinder/score.hpp>
#include <wayfinder/skill/policy.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace wayfinder {

/// One rung: a score of at least `min_score` may go to `model`.
struct tier {
    double min_score{};
    std::string model;
    std::optional<double> cost{}; ///< relative price, for reports; not used by any decision

    friend bool operator==(tier const&, tier const&) = default;
};

/// Rungs by ascending `min_score`, the first at 0. The loader ensures that there is at least one.
struct tiers_policy {
    std::vector<tier> tiers;

    friend bool operator==(tiers_policy const&, tiers_policy const&) = default;
};

/// The two-rung ladder of a plain threshold: `cloud` at or above the threshold, `local` below it.
[[nodiscard]] inline tiers_policy binary(double threshold)
{
    tiers_policy ladder;
    ladder.tiers.push_back({0.0, "local"});
    ladder.tiers.push_back({threshold, "cloud"});
    return ladder;
}

/// One linear function of the normalised features per model; the model with the highest value wins.
struct classifier_policy {
    std::vector<std::string> models;
    std::vector<double> intercepts; ///< one per model
    /// Indexed by feature in report order, then by model. An empty inner vector means all zeros.
    std::array<std::vector<double>, feature_count> weights;

    friend bool operator==(classifier_policy const&, classifier_policy const&) = default;
};

using policy = std::variant<tiers_policy, classifier_policy, skill::policy>;

/// Every model that a policy may choose, in policy order; a ladder may list a model twice. Views into the
/// policy.
[[nodiscard]] inline std::vector<std::string_view> models_of(policy const& routes)
{
    if (auto const* classifier = std::get_if<classifier_policy>(&routes))
        return {classifier->models.begin(), classifier->models.end()};
    if (auto const* by_skill = std::get_if<skill::policy>(&routes))
        return {by_skill->models.begin(), by_skill->models.end()};
    std::vector<std::string_view> models;
    for (auto const& rung : std::get<tiers_policy>(routes).tiers) models.push_back(rung.model);
    return models;
}

/// The highest rung that the score reaches without skipping one; a score equal to a cut reaches it.
[[nodiscard]] inline std::size_t select_tier(tiers_policy const& ladder, double score) noexcept
{
    std::size_t chosen = 0;
    while (chosen + 1 < ladder.tiers.size() && score >= ladder.tiers[chosen + 1].min_score) ++chosen;
    return chosen;
}

/// The first tier with the same model as this one. It represents the model where several tiers use it.
[[nodiscard]] inline std::size_t first_tier_alike(tiers_policy const& ladder, std::size_t index) noexcept
{
    std::size_t first = 0;
    while (ladder.tiers[first].model != ladder.tiers[index].model) ++first;
    return first;
}

/// The model with the highest value; the first of equals.
[[nodiscard]] inline std::size_t select_model(classifier_policy const& classifier,
                                              features const& counts) noexcept
{
    std::size_t best = 0;
    double best_value = 0.0;
    for (std::size_t model = 0; model < classifier.models.size(); ++model) {
        double value = classifier.intercepts[model];
        for (feature const each : all_features) {
            auto const& by_model = classifier.weights[index_of(each)];
            if (!by_model.empty()) value += by_model[model] * normalized(each, counts[each]);
        }
        if (model == 0 || value > best_value) {
            best = model;
            best_value = value;
        }
    }
    return best;
}

} // namespace wayfinder
