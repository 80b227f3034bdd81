// Compares the current policy with a calibration that might replace it.
#pragma once

#include <wayfinder/calibrate/assessment.hpp>

#include <cstddef>
#include <utility>
#include <variant>

namespace wayfinder::calibrate {

/// How the two are compared. A rule looks better on its own training prompts, and which prompts the current
/// policy was trained on is unknown; both sides are therefore compared on equal terms.
enum class comparison_basis : unsigned char {
    same_prompts, ///< both cut the score, or both are classifiers: any training advantage is open to both
    unseen,       ///< the calibration on held-out prompts, the current policy as it is
    both_unseen,  ///< likewise, with a refit of the current policy, which does worse than the policy as it is
};

/// Two policies compared on the same prompts.
struct policy_comparison {
    comparison_basis judged{};
    figures current;
    figures fitted;
};

namespace detail {

[[nodiscard]] inline policy_comparison beside(decisions const& fitted, decisions const& current,
                                              comparison_basis judged, dataset const& data,
                                              price_list const& prices)
{
    return {judged, figures_of(current, data, prices), figures_of(fitted, data, prices)};
}

/// Options that fit the same kind of policy to these labels.
[[nodiscard]] inline options fitting_like(policy const& current, options chosen)
{
    chosen.how = std::holds_alternative<classifier_policy>(current) ? mode::classifier : mode::tiers;
    chosen.goal = objective::accuracy;
    return chosen;
}

} // namespace detail

/// `made` is the calibration on all samples. The features of `data` must be counted with the lexicon of the
/// current policy, which is a ladder or a classifier. A step of `on_progress` is one fold.
[[nodiscard]] inline result<policy_comparison> challenge(dataset const& data, options const& chosen,
                                                         fit const& made, policy const& current,
                                                         weights const& current_weights,
                                                         progress_listener const& on_progress = {})
{
    auto const standing = decide_all(current, current_weights, data);
    if (current.index() == made.policy.index()) {
        auto const fitted = decide_all(made.policy, chosen.weights, data);
        return detail::beside(fitted, standing, comparison_basis::same_prompts, data, made.prices);
    }
    std::size_t const folds = fold_count(data);
    auto held_out = held_out_decisions(data, chosen, stage_of(on_progress, 0, 2 * folds));
    if (auto* wrong = std::get_if<failure>(&held_out)) return std::move(*wrong);
    auto const& fitted = std::get<decisions>(held_out);
    auto const like = held_out_decisions(data, detail::fitting_like(current, chosen),
                                         stage_of(on_progress, folds, 2 * folds));
    auto const* anew = std::get_if<decisions>(&like);
    if (anew != nullptr && count_right(*anew, data) < count_right(standing, data))
        return detail::beside(fitted, *anew, comparison_basis::both_unseen, data, made.prices);
    return detail::beside(fitted, standing, comparison_basis::unseen, data, made.prices);
}

} // namespace wayfinder::calibrate
