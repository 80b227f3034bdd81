// The decisions of a policy on labelled prompts, and how good they are.
#pragma once

#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/calibrate/objective.hpp>
#include <wayfinder/calibrate/prices.hpp>
#include <wayfinder/policy.hpp>
#include <wayfinder/score.hpp>

#include <cstddef>
#include <span>
#include <variant>
#include <vector>

namespace wayfinder::calibrate {

/// The chosen label of each sample; `labels.size()` stands for a model that is not among the labels.
using decisions = std::vector<std::size_t>;

/// The policy's decisions on all samples, identical to the router's.
[[nodiscard]] inline decisions decide_all(policy const& rule, weights const& by, dataset const& data)
{
    auto const* ladder = std::get_if<tiers_policy>(&rule);
    auto const* classifier = std::get_if<classifier_policy>(&rule);
    std::vector<std::size_t> labels;
    if (ladder != nullptr)
        for (auto const& each : ladder->tiers) labels.push_back(label_named(data.labels, each.model));
    else
        for (auto const& each : classifier->models) labels.push_back(label_named(data.labels, each));

    decisions made;
    made.reserve(data.samples.size());
    for (auto const& each : data.samples)
        made.push_back(labels[ladder != nullptr ? select_tier(*ladder, score(each.counts, by))
                                                : select_model(*classifier, each.counts)]);
    return made;
}

/// Shares of all samples.
struct figures {
    double accuracy{};         ///< sent to the model of their label
    double sufficient{};       ///< sent to that model or a more expensive one
    double saved{};            ///< relative to the bill of always using the most expensive model
    std::vector<double> share; ///< by label: sent to that model
};

[[nodiscard]] inline std::size_t count_right(decisions const& made, dataset const& data) noexcept
{
    std::size_t right = 0;
    for (std::size_t at = 0; at < made.size(); ++at) right += made[at] == data.samples[at].label ? 1U : 0U;
    return right;
}

/// The figures of some decisions. A model that is not among the labels counts as neither right nor
/// sufficient, is in no share, and is charged as the most expensive one, because nothing is known about it.
[[nodiscard]] inline figures figures_of(decisions const& made, dataset const& data, price_list const& prices)
{
    auto const count = static_cast<double>(made.size());
    std::vector<std::size_t> rank(data.labels.size());
    for (std::size_t at = 0; at < rank.size(); ++at) rank[prices.ascending[at]] = at;
    double const dearest = prices.by_label[prices.dearest()];

    std::vector<std::size_t> sent(data.labels.size(), 0);
    std::size_t sufficient = 0;
    double bill = 0.0;
    for (std::size_t at = 0; at < made.size(); ++at) {
        bool const foreign = made[at] >= data.labels.size();
        bill += foreign ? dearest : prices.by_label[made[at]];
        if (foreign) continue;
        ++sent[made[at]];
        sufficient += rank[made[at]] >= rank[data.samples[at].label] ? 1U : 0U;
    }
    figures found;
    found.accuracy = static_cast<double>(count_right(made, data)) / count;
    found.sufficient = static_cast<double>(sufficient) / count;
    found.saved = 1.0 - bill / (dearest * count);
    for (std::size_t const each : sent) found.share.push_back(static_cast<double>(each) / count);
    return found;
}

/// The outcome for two arms, as the objectives use it. `order` contains the low and the high label.
[[nodiscard]] inline cut_outcome outcome_of(decisions const& made, dataset const& data,
                                            std::span<std::size_t const> order) noexcept
{
    cut_outcome found;
    for (std::size_t at = 0; at < made.size(); ++at) {
        bool const high = data.samples[at].label == order[1];
        ++(high ? found.high_total : found.low_total);
        if (high && made[at] == order[1]) ++found.high_above;
        if (!high && made[at] == order[0]) ++found.low_below;
    }
    return found;
}

} // namespace wayfinder::calibrate
