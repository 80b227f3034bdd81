// Which model a skill score leads to: cuts at shares of the traffic, not at scores.
#pragma once

#include <wayfinder/skill/lesson.hpp>
#include <wayfinder/skill/quantile_sketch.hpp>
#include <wayfinder/skill/quantile_table.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace wayfinder::skill {

/// What becomes of a decision so close to a cut that the score cannot tell.
enum class abstention : unsigned char {
    as_scored,
    cheap,
    dear,
    cascade, ///< the cheap model, and the dearer one where its answer does not do
};

/// Models from cheap to dear, and the share of traffic that each cut sends beyond itself.
struct policy {
    std::vector<std::string> models;
    /// One less than models, descending: the share for the second model and dearer ones, for the third and …
    std::vector<double> dear_shares;
    /// Cuts are taken in the table that ships with the weights, or was learned with them, instead of in the
    /// traffic: the same text is then decided the same way for ever.
    bool fixed{};
    double abstain_band{}; ///< share of traffic on each side of a cut in which the score abstains
    abstention on_abstain{abstention::as_scored};
    double explore{}; ///< share of decisions that go against the score, for labels' sake
    std::shared_ptr<lesson const> learned{}; ///< none: the default

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
/// the dearest): each cut passes that part of what the cut below it passed.
[[nodiscard]] inline std::vector<double> shares_of_bias(double quality_bias, std::size_t models)
{
    std::vector<double> shares;
    for (std::size_t i = 1; i < models; ++i)
        shares.push_back(shares.empty() ? quality_bias : shares.back() * quality_bias);
    return shares;
}

/// A choice among a policy's models, and how sure it is.
struct choice {
    std::size_t model{};
    double percentile{}; ///< share of traffic that scores lower, in [0, 1)
    double confidence{}; ///< distance from the nearest cut, in shares of the traffic, at most 1
    bool abstained{};
    std::size_t escalates_to{}; ///< of a cascade: who is asked next; 0: nobody
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
        // A cut at an end divides nothing.
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

/// The choice for a score; `seen` is what the gateway has seen lately, and null before it has or where it
/// does not matter. A pure function of its arguments.
[[nodiscard]] inline choice choose(policy const& from, double score, quantile_sketch const* seen) noexcept
{
    bool const by_table = from.fixed || seen == nullptr;
    double const below = by_table ? share_below(from.seed(), score) : seen->share_below(score);
    return choose(from, std::min(below, 1.0 - 1e-9));
}

} // namespace wayfinder::skill
