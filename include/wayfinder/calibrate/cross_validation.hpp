// Decisions on held-out prompts.
#pragma once

#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/calibrate/evaluation.hpp>
#include <wayfinder/calibrate/failure.hpp>
#include <wayfinder/calibrate/fit.hpp>
#include <wayfinder/progress.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <variant>
#include <vector>

namespace wayfinder::calibrate {

inline constexpr std::size_t most_folds = 10;

/// Ten folds, or as many as the most common label has samples, but at least two.
[[nodiscard]] inline std::size_t fold_count(dataset const& data)
{
    auto const counts = count_labels(data);
    return std::clamp(*std::max_element(counts.begin(), counts.end()), std::size_t{2}, most_folds);
}

/// The fold of each sample. Nothing is random: each label's samples are dealt to the folds in file order,
/// starting with the first fold, so that every fold has roughly the label proportions of the whole
/// (stratified). Leave-one-out would not: if there is nothing to learn but the more common label, each
/// left-out sample makes its own label the rarer one, and a coin toss scores 0 %.
[[nodiscard]] inline std::vector<std::size_t> deal_folds(dataset const& data, std::size_t folds)
{
    auto const counts = count_labels(data);
    bool const single = std::all_of(counts.begin(), counts.end(), [](std::size_t each) { return each <= 1; });
    std::vector<std::size_t> turn(data.labels.size(), 0);
    if (single) std::iota(turn.begin(), turn.end(), std::size_t{0}); // or one fold would get everything
    std::vector<std::size_t> fold;
    fold.reserve(data.samples.size());
    for (auto const& each : data.samples) fold.push_back(turn[each.label]++ % folds);
    return fold;
}

/// The samples inside or outside a fold, in order.
[[nodiscard]] inline dataset part_of(dataset const& data, std::vector<std::size_t> const& fold,
                                     std::size_t which, bool inside)
{
    dataset part{data.labels, {}, data.distinct};
    for (std::size_t at = 0; at < fold.size(); ++at)
        if ((fold[at] == which) == inside) part.samples.push_back(data.samples[at]);
    return part;
}

/// The decision for each sample by a rule fitted to the other folds. `fit_and_decide(training, held_out)`
/// returns `result<decisions>` for the held-out samples. A step of `on_progress` is one fold.
template <class FitAndDecide>
[[nodiscard]] result<decisions> cross_validate(dataset const& data, FitAndDecide const& fit_and_decide,
                                               progress_listener const& on_progress = {})
{
    std::size_t const folds = fold_count(data);
    auto const fold = deal_folds(data, folds);
    decisions all(data.samples.size());
    for (std::size_t which = 0; which < folds; ++which) {
        auto made = fit_and_decide(part_of(data, fold, which, false), part_of(data, fold, which, true));
        if (auto* wrong = std::get_if<failure>(&made)) return std::move(*wrong);
        auto next = std::get<decisions>(made).begin();
        for (std::size_t at = 0; at < fold.size(); ++at)
            if (fold[at] == which) all[at] = *next++;
        tell(on_progress, which + 1, folds);
    }
    return all;
}

/// Calls `fit_with(options)`. Savings that are reachable on the whole data may be out of reach on a part of
/// it; the target is then replaced by the highest savings that are reachable there.
template <class Fit>
[[nodiscard]] auto within_reach(options chosen, Fit const& fit_with)
{
    auto made = fit_with(chosen);
    auto const* wrong = std::get_if<failure>(&made);
    if (wrong == nullptr || wrong->what != problem::target_out_of_reach) return made;
    chosen.target_savings = wrong->amount;
    return fit_with(chosen);
}

/// Held-out decisions of a calibration. A step of `on_progress` is one fold.
[[nodiscard]] inline result<decisions> held_out_decisions(dataset const& data, options const& chosen,
                                                          progress_listener const& on_progress = {})
{
    auto const decide = [&](dataset const& training, dataset const& held_out) -> result<decisions> {
        auto made = within_reach(chosen, [&](options const& with) { return calibrate(training, with); });
        if (auto* wrong = std::get_if<failure>(&made)) return std::move(*wrong);
        return decide_all(std::get<fit>(made).policy, chosen.weights, held_out);
    };
    return cross_validate(data, decide, on_progress);
}

} // namespace wayfinder::calibrate
