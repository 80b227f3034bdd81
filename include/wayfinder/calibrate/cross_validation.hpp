// Decisions on prompts that the fit has not seen.
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

/// Ten folds, or as many as the commonest label has samples; never fewer than two.
[[nodiscard]] inline std::size_t fold_count(dataset const& data)
{
    auto const counts = count_labels(data);
    return std::clamp(*std::max_element(counts.begin(), counts.end()), std::size_t{2}, most_folds);
}

/// A fold for each sample, nothing random: each label's samples are dealt out in file order, from the first
/// fold on, so that every fold holds the labels in the proportions of the whole (stratified). Leaving out one
/// sample at a time would not: where nothing is to be learnt but the commoner label, each sample left out
/// makes its own label the rarer one, and a coin toss scores 0 %.
[[nodiscard]] inline std::vector<std::size_t> deal_folds(dataset const& data, std::size_t folds)
{
    auto const counts = count_labels(data);
    bool const single = std::all_of(counts.begin(), counts.end(), [](std::size_t each) { return each <= 1; });
    std::vector<std::size_t> turn(data.labels.size(), 0);
    if (single) std::iota(turn.begin(), turn.end(), std::size_t{0}); // or one fold would take everything
    std::vector<std::size_t> fold;
    fold.reserve(data.samples.size());
    for (auto const& each : data.samples) fold.push_back(turn[each.label]++ % folds);
    return fold;
}

/// The samples inside or outside one fold, in their order.
[[nodiscard]] inline dataset part_of(dataset const& data, std::vector<std::size_t> const& fold,
                                     std::size_t which, bool inside)
{
    dataset part{data.labels, {}, data.distinct};
    for (std::size_t at = 0; at < fold.size(); ++at)
        if ((fold[at] == which) == inside) part.samples.push_back(data.samples[at]);
    return part;
}

/// Each sample's decision by a rule fitted to the other folds. `fit_and_decide(training, held_out)` answers
/// `result<decisions>` for the held-out samples. A step of `told` is a fold.
template <class FitAndDecide>
[[nodiscard]] result<decisions> cross_validate(dataset const& data, FitAndDecide const& fit_and_decide,
                                               progress_listener const& told = {})
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
        tell(told, which + 1, folds);
    }
    return all;
}

/// Calls `fit_with(options)`. Savings that the whole data reaches may be out of reach in a part of it: there
/// the most that can be saved stands in for the target.
template <class Fit>
[[nodiscard]] auto within_reach(options chosen, Fit const& fit_with)
{
    auto made = fit_with(chosen);
    auto const* wrong = std::get_if<failure>(&made);
    if (wrong == nullptr || wrong->what != problem::target_out_of_reach) return made;
    chosen.target_savings = wrong->amount;
    return fit_with(chosen);
}

/// Held-out decisions of a calibration. A step of `told` is a fold.
[[nodiscard]] inline result<decisions> held_out_decisions(dataset const& data, options const& chosen,
                                                          progress_listener const& told = {})
{
    auto const decide = [&](dataset const& training, dataset const& held_out) -> result<decisions> {
        auto made = within_reach(chosen, [&](options const& with) { return calibrate(training, with); });
        if (auto* wrong = std::get_if<failure>(&made)) return std::move(*wrong);
        return decide_all(std::get<fit>(made).policy, chosen.weights, held_out);
    };
    return cross_validate(data, decide, told);
}

} // namespace wayfinder::calibrate
