// Assesses a calibration on unseen prompts, against baseline rules that need no calibration.
#pragma once

#include <wayfinder/calibrate/baselines.hpp>
#include <wayfinder/calibrate/cross_validation.hpp>
#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/calibrate/evaluation.hpp>
#include <wayfinder/calibrate/failure.hpp>
#include <wayfinder/calibrate/fit.hpp>
#include <wayfinder/calibrate/statistics.hpp>
#include <wayfinder/progress.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace wayfinder::calibrate {

/// Two rules compared on the same prompts.
struct paired_comparison {
    std::size_t first_only{};  ///< prompts on which only the first is right
    std::size_t second_only{}; ///< prompts on which only the second is right
    double p_value{1.0};       ///< `mcnemar`
    std::size_t needed{};      ///< `trials_to_tell`
};

[[nodiscard]] inline paired_comparison compare(decisions const& first, decisions const& second,
                                               dataset const& data) noexcept
{
    paired_comparison found;
    for (std::size_t at = 0; at < first.size(); ++at) {
        std::size_t const label = data.samples[at].label;
        if (first[at] == label && second[at] != label) ++found.first_only;
        if (first[at] != label && second[at] == label) ++found.second_only;
    }
    found.p_value = mcnemar(found.first_only, found.second_only);
    found.needed = trials_to_tell(found.first_only, found.second_only, data.samples.size());
    return found;
}

/// The fit compared with the best baseline.
enum class verdict : unsigned char {
    better,    ///< significantly more accurate (p below 5 %)
    unproven,  ///< more accurate, but possibly by chance
    no_better, ///< equally or less accurate
};

[[nodiscard]] constexpr std::string_view name(verdict which) noexcept
{
    constexpr std::array<std::string_view, 3> names{"better", "unproven", "no_better"};
    return names[static_cast<std::size_t>(which)];
}

inline constexpr double significance = 0.05;
inline constexpr double wanted_half_width = 0.1;    ///< of the confidence interval of the accuracy
inline constexpr std::size_t wanted_per_label = 10; ///< distinct prompts

struct assessment {
    std::size_t folds{};
    figures training; ///< on the prompts used for the fit
    figures held_out;
    interval accuracy; ///< 95 % interval of the held-out accuracy
    std::vector<baseline_result> baselines;
    std::size_t best{};                              ///< index in `baselines`: the one in `against_best`
    std::optional<paired_comparison> against_best{}; ///< nullopt if that is `random`
    verdict outcome{};

    [[nodiscard]] double half_width() const noexcept { return (accuracy.high - accuracy.low) / 2; }
};

namespace detail {

/// The most accurate baseline; the first of equals. Under an objective that trades accuracy for cost, the fit
/// is not compared with the always-one-model rules, which make no such trade.
[[nodiscard]] inline std::size_t best_baseline(std::vector<baseline_result> const& all, objective goal)
{
    auto const first = goal == objective::accuracy ? baseline::always_cheapest : baseline::random;
    auto best = static_cast<std::size_t>(first);
    for (std::size_t at = best + 1; at < all.size(); ++at)
        if (all[at].held_out.accuracy > all[best].held_out.accuracy) best = at;
    return best;
}

/// The best baseline is selected after the fact, which makes the test conservative for the fit.
inline void judge(assessment& found, decisions const& made, dataset const& data)
{
    auto const& rival = found.baselines[found.best];
    bool proven = found.accuracy.low > rival.held_out.accuracy;
    if (!rival.made.empty()) {
        found.against_best = compare(made, rival.made, data);
        proven = found.against_best->p_value < significance;
    }
    if (found.held_out.accuracy <= rival.held_out.accuracy)
        found.outcome = verdict::no_better;
    else
        found.outcome = proven ? verdict::better : verdict::unproven;
}

} // namespace detail

/// Refits on the folds; `made` is the calibration on all samples with the same options. A step of
/// `on_progress` is one fit.
[[nodiscard]] inline result<assessment> assess(dataset const& data, options const& chosen, fit const& made,
                                               progress_listener const& on_progress = {})
{
    std::size_t const folds = fold_count(data);
    auto held_out = held_out_decisions(data, chosen, stage_of(on_progress, 0, 2 * folds));
    if (auto* wrong = std::get_if<failure>(&held_out)) return std::move(*wrong);
    auto const& decided = std::get<decisions>(held_out);

    assessment found;
    found.folds = folds;
    found.training = figures_of(decide_all(made.policy, chosen.weights, data), data, made.prices);
    found.held_out = figures_of(decided, data, made.prices);
    found.accuracy = wilson(count_right(decided, data), data.samples.size());
    auto baselines =
        assess_baselines(data, chosen, made.prices, found.held_out, stage_of(on_progress, folds, 2 * folds));
    if (auto* wrong = std::get_if<failure>(&baselines)) return std::move(*wrong);
    found.baselines = std::get<0>(std::move(baselines));
    found.best = detail::best_baseline(found.baselines, chosen.goal);
    detail::judge(found, decided, data);
    return found;
}

} // namespace wayfinder::calibrate
