// The whole calibration: takes labelled prompts and options, returns a policy.
#pragma once

#include <wayfinder/calibrate/classifier.hpp>
#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/calibrate/failure.hpp>
#include <wayfinder/calibrate/ladder.hpp>
#include <wayfinder/calibrate/objective.hpp>
#include <wayfinder/calibrate/prices.hpp>
#include <wayfinder/policy.hpp>
#include <wayfinder/score.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace wayfinder::calibrate {

enum class mode : unsigned char { threshold, tiers, classifier };

inline constexpr std::array<mode, 3> all_modes{mode::threshold, mode::tiers, mode::classifier};

[[nodiscard]] constexpr std::string_view name(mode how) noexcept
{
    constexpr std::array<std::string_view, 3> names{"threshold", "tiers", "classifier"};
    return names[static_cast<std::size_t>(how)];
}

[[nodiscard]] constexpr std::optional<mode> mode_named(std::string_view text) noexcept
{
    for (mode const each : all_modes)
        if (name(each) == text) return each;
    return std::nullopt;
}

struct options {
    mode how{mode::threshold};
    objective goal{objective::accuracy};
    std::vector<std::string> order{};       ///< tiers and classifier, low to high; empty: by mean score
    std::vector<named_cost> costs{};        ///< empty: relative prices
    std::optional<double> target_savings{}; ///< cost-quality
    newton_options newton{};                ///< classifier
    wayfinder::weights weights{};           ///< for the score that thresholds and tiers cut
};

struct fit {
    std::vector<std::size_t> order; ///< labels, low to high
    ladder cuts;                    ///< threshold and tiers: as fitted, including unreachable labels
    std::size_t iterations{};       ///< classifier
    bool settled{true};             ///< classifier
    price_list prices;
    wayfinder::policy policy; ///< without unreachable rungs; can be loaded, and decides as `cuts` does
};

/// The problem with the options for these labels, if any.
[[nodiscard]] inline std::optional<failure> problem_of(dataset const& data, options const& chosen)
{
    std::size_t const count = data.labels.size();
    bool const threshold = chosen.how == mode::threshold;
    if (chosen.goal != objective::accuracy && !threshold) return failure{problem::objective_needs_threshold};
    if (threshold && count != 2) return failure{problem::needs_two_labels};
    if (count < 2) return failure{problem::needs_more_labels};
    if (chosen.how == mode::classifier && count > most_classes) return failure{problem::too_many_labels};
    for (feature const each : all_features)
        if (!std::isfinite(chosen.weights[each]) || chosen.weights[each] < 0)
            return failure{problem::weight_invalid, std::string{name(each)}, chosen.weights[each]};
    if (!std::isfinite(total(chosen.weights))) return failure{problem::weights_overflow};
    if (chosen.goal == objective::cost_quality) {
        if (!chosen.target_savings) return failure{problem::target_missing};
        double const target = *chosen.target_savings;
        if (!(target >= 0 && target <= 1)) return failure{problem::target_invalid, {}, target};
    }
    if (chosen.how != mode::classifier) return std::nullopt;
    if (!std::isfinite(chosen.newton.ridge) || chosen.newton.ridge <= 0)
        return failure{problem::ridge_not_positive, {}, chosen.newton.ridge};
    if (chosen.newton.iterations == 0) return failure{problem::no_iterations};
    return std::nullopt;
}

namespace detail {

/// The given order, or the order by mean value.
[[nodiscard]] inline result<std::vector<std::size_t>> chosen_order(std::span<graded const> values,
                                                                   dataset const& data, options const& chosen)
{
    if (chosen.order.empty() || chosen.how == mode::threshold)
        return order_by_mean(values, data.labels.size());
    std::vector<std::size_t> order;
    std::vector<bool> seen(data.labels.size(), false);
    for (auto const& each : chosen.order) {
        auto const label = label_named(data.labels, each);
        if (label == data.labels.size() || seen[label])
            return failure{problem::order_differs_from_labels, each};
        seen[label] = true;
        order.push_back(label);
    }
    for (std::size_t label = 0; label < seen.size(); ++label)
        if (!seen[label]) return failure{problem::order_differs_from_labels, data.labels[label]};
    return order;
}

/// A fit without its policy: the label order and prices.
[[nodiscard]] inline result<fit> begin_fit(std::span<graded const> values, dataset const& data,
                                           options const& chosen)
{
    auto order = chosen_order(values, data, chosen);
    if (auto* wrong = std::get_if<failure>(&order)) return std::move(*wrong);
    fit begun;
    begun.order = std::get<0>(std::move(order));
    if (chosen.costs.empty()) {
        begun.prices = relative_prices(begun.order);
        return begun;
    }
    auto prices = told_prices(chosen.costs, data.labels, begun.order);
    if (auto* wrong = std::get_if<failure>(&prices)) return std::move(*wrong);
    begun.prices = std::get<price_list>(std::move(prices));
    if (chosen.goal != objective::accuracy) begun.order = begun.prices.ascending; // cheaper is lower
    return begun;
}

} // namespace detail

/// Order, prices and cuts for one number per sample: the score, or a baseline's value.
[[nodiscard]] inline result<fit> fit_ladder(std::span<graded const> values, dataset const& data,
                                            options const& chosen)
{
    auto begun = detail::begin_fit(values, data, chosen);
    if (std::holds_alternative<failure>(begun)) return begun;
    fit made = std::get<fit>(std::move(begun));
    if (chosen.how != mode::threshold) {
        made.cuts = fit_tiers(values, made.order);
        return made;
    }
    auto const& price = made.prices.by_label;
    arm_costs const costs{price[made.order[0]], price[made.order[1]], made.prices.known};
    auto cuts = fit_threshold(values, made.order, {chosen.goal, costs, chosen.target_savings.value_or(0.0)});
    if (auto* wrong = std::get_if<failure>(&cuts)) return std::move(*wrong);
    made.cuts = std::get<ladder>(std::move(cuts));
    return made;
}

/// The ladder as a policy. Tiers include prices if the objective used them.
[[nodiscard]] inline tiers_policy policy_of(fit const& made, dataset const& data, objective goal)
{
    tiers_policy tiers;
    for (auto const& [label, from] : reachable(made.cuts)) {
        tiers.tiers.push_back({from, data.labels[label]});
        if (goal != objective::accuracy) tiers.tiers.back().cost = made.prices.by_label[label];
    }
    return tiers;
}

/// Calibrates. Equal inputs give bit-identical results.
[[nodiscard]] inline result<fit> calibrate(dataset const& data, options const& chosen)
{
    if (auto wrong = problem_of(data, chosen)) return std::move(*wrong);
    auto const values = graded_by_score(data, chosen.weights);
    if (chosen.how != mode::classifier) {
        auto made = fit_ladder(values, data, chosen);
        if (auto* fitted = std::get_if<fit>(&made)) fitted->policy = policy_of(*fitted, data, chosen.goal);
        return made;
    }
    auto begun = detail::begin_fit(values, data, chosen);
    if (std::holds_alternative<failure>(begun)) return begun;
    fit made = std::get<fit>(std::move(begun));
    auto learnt = fit_classifier(data, made.order, chosen.newton);
    if (auto* wrong = std::get_if<failure>(&learnt)) return std::move(*wrong);
    auto& classifier = std::get<classifier_fit>(learnt);
    made.iterations = classifier.iterations;
    made.settled = classifier.settled;
    made.policy = std::move(classifier.rule);
    return made;
}

} // namespace wayfinder::calibrate
