// Maps a skill score to a model: cuts are placed at shares of the traffic, not at scores.
#pragma once

#include <wayfinder/skill/learned_weights.hpp>
#include <wayfinder/skill/quantile_sketch.hpp>
#include <wayfinder/skill/quantile_table.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace wayfinder::skill {

/// What to do when the score is too close to a cut to be reliable.
enum class abstention : unsigned char {
    as_scored,
    cheap,
    dear,
    cascade, ///< the cheap model first, then the more expensive one if its answer is not good enough
};

/// Models from cheap to expensive, and the share of traffic that each cut passes to the models above it.
struct policy {
    std::vector<std::string> models;
    /// One fewer than models, descending: the share for the second model and above, for the third and above …
    std::vector<double> dear_shares;
    /// Places cuts by the table that ships with the weights, or was learned with them, instead of by recent
    /// traffic: the same text then always gets the same decision.
    bool fixed{};
    double abstain_band{}; ///< share of traffic on each side of a cut for which the score abstains
    abstention on_abstain{abstention::as_scored};
    double explore{}; ///< share of decisions made against the score to obtain labels
    std::shared_ptr<learned_weights const> learned{}; ///< null: the default weights only

    friend bool operator==(policy const& a, policy const& b)
    {
        bool const same_lesson =
            a.learned == b.learned || (a.learned && b.learned && *a.learned == *b.learned);
        return same_lesson && a.models == b.models && a.dear_shares == b.dear_shares && a.fixed == b.fixed &&
               a.abstain_band == b.abstain_band && a.on_abstain == b.on_abstain && a.explore == b.explore;
    }

    [[nodiscard]] quantile_table const& seed() const noexcept
    {
        return learned ? learned->quantiles : default_quantiles;
    }
};

/// Shares for any number of models from one dial between cost (0: all to the cheapest) and quality (1: all to
/// the most expensive): each cut passes that fraction of what the cut below it passed.
[[nodiscard]] inline std::vector<double> shares_of_bias(double quality_bias, std::size_t models)
{
    std::vector<double> shares;
    for (std::size_t i = 1; i < models; ++i)
        shares.push_back(shares.empty() ? quality_bias : shares.back() * quality_bias);
    return shares;
}

/// A choice among a policy's models, and its confidence.
struct choice {
    std::size_t model{};
    double percentile{}; ///< share of traffic that scores lower, in [0, 1)
    double confidence{}; ///< distance from the nearest cut as a share of traffic, at most 1
    bool abstained{};
    std::size_t escalates_to{}; ///< the next model of a cascade; 0 if there is none
};

/// The choice at a percentile.
[[nodiscard]] inline choice choose(policy const& from, double percentile) noexcept
{
    choice made{.percentile = percentile, .confidence = 1.0};
    std::size_t nearest = 0;
    for (std::size_t cut = 0; cut < from.dear_shares.size(); ++cut) {
        double const share = from.dear_shares[cut];
        double const place = 1.0 - share;
        if (share > 0 && percentile >= place) made.model = cut + 1;
        double const distance = std::abs(percentile - place);
        // A cut at either end separates nothing.
        if (share > 0 && share < 1 && distance < made.confidence) {
            made.confidence = distance;
            nearest = cut;
        }
    }
    made.abstained = made.confidence < from.abstain_band;
    if (made.abstained && from.on_abstain != abstention::as_scored)
        made.model = from.on_abstain == abstention::dear ? nearest + 1 : nearest;
    if (made.abstained && from.on_abstain == abstention::cascade) made.escalates_to = nearest + 1;
    return made;
}

/// The choice for a score; `seen` is the recent traffic of the gateway, or null if there is none yet or it
/// does not matter. A pure function of its arguments.
[[nodiscard]] inline choice choose(policy const& from, double score, quantile_sketch const* seen) noexcept
{
    bool const by_table = from.fixed || seen == nullptr;
    double const below = by_table ? share_below(from.seed(), score) : seen->share_below(score);
    return choose(from, std::min(below, 1.0 - 1e-9));
}

} // namespace wayfinder::skill
