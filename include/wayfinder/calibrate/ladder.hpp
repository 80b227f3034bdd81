// Fits cuts on one number: a threshold between two models, or a ladder of several.
#pragma once

#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/calibrate/failure.hpp>
#include <wayfinder/calibrate/objective.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace wayfinder::calibrate {

/// Labels from low to high, with the cuts between them. Cuts ascend but may repeat, and the first may be 0;
/// some labels are then unreachable.
struct ladder {
    std::vector<std::size_t> order;
    std::vector<double> cuts; ///< where `order[i + 1]` starts
    /// Set if sending everything to this one label is more accurate than any cut.
    std::optional<std::size_t> only{};

    [[nodiscard]] std::size_t choose(double value) const noexcept
    {
        if (only) return *only;
        std::size_t rung = 0;
        while (rung < cuts.size() && value >= cuts[rung]) ++rung;
        return order[rung];
    }
};

/// A label and the value from which it is chosen.
struct rung {
    std::size_t label{};
    double from{};

    friend bool operator==(rung const&, rung const&) = default;
};

/// The labels that some value reaches, from 0 with strictly ascending cuts, as a loader requires. Chooses as
/// the ladder does.
[[nodiscard]] inline std::vector<rung> reachable(ladder const& fitted)
{
    if (fitted.only) return {{*fitted.only, 0.0}};
    std::vector<rung> rungs{{fitted.order.front(), 0.0}};
    for (std::size_t i = 0; i < fitted.cuts.size(); ++i) {
        if (fitted.cuts[i] <= rungs.back().from)
            rungs.back().label = fitted.order[i + 1];
        else
            rungs.push_back({fitted.order[i + 1], fitted.cuts[i]});
    }
    return rungs;
}

/// How a ladder is fitted.
struct ladder_goal {
    objective what{objective::accuracy};
    arm_costs costs{};       ///< knee and cost-quality
    double target_savings{}; ///< cost-quality
};

[[nodiscard]] inline std::size_t count_right(ladder const& fitted, std::span<graded const> values) noexcept
{
    return static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [&](graded const& each) {
        return fitted.choose(each.value) == each.label;
    }));
}

/// No candidate cut sends everything low, and where scores run against the order, a ladder can do worse than
/// a single model. Ties go to the cuts.
inline void prefer_one_label_if_better(ladder& fitted, std::span<graded const> values)
{
    std::size_t most = count_right(fitted, values);
    for (std::size_t const label : fitted.order) {
        ladder const alone{fitted.order, fitted.cuts, label};
        if (std::size_t const right = count_right(alone, values); right > most) {
            most = right;
            fitted.only = label;
        }
    }
}

/// Fits a cut between two labels; `order` is low to high.
[[nodiscard]] inline result<ladder> fit_threshold(std::span<graded const> values,
                                                  std::vector<std::size_t> order, ladder_goal const& goal)
{
    auto candidates = outcomes(values, order[0], order[1]);
    if (goal.what == objective::cost_quality) {
        constexpr double tolerance = 1e-9; // a target missed only in the last bits counts as met
        double most = 0.0;
        for (auto const& each : candidates) most = std::max(most, each.savings(goal.costs));
        std::erase_if(candidates, [&](cut_outcome const& each) {
            return each.savings(goal.costs) + tolerance < goal.target_savings;
        });
        if (candidates.empty()) return failure{problem::target_out_of_reach, {}, most};
    }
    auto const best = best_of(candidates, [&](cut_outcome const& each) {
        return goal.what == objective::knee ? knee_value(each, goal.costs) : each.accuracy();
    });
    ladder fitted{std::move(order), {best.cut}};
    if (goal.what == objective::accuracy) prefer_one_label_if_better(fitted, values);
    return fitted;
}

/// Fits each cut by the samples of the two labels next to it only. A cut is never below the previous one.
[[nodiscard]] inline ladder fit_tiers(std::span<graded const> values, std::vector<std::size_t> order)
{
    ladder fitted{std::move(order), {}};
    for (std::size_t i = 0; i + 1 < fitted.order.size(); ++i) {
        auto const candidates = outcomes(values, fitted.order[i], fitted.order[i + 1]);
        double const cut = best_of(candidates, [](cut_outcome const& each) { return each.accuracy(); }).cut;
        fitted.cuts.push_back(fitted.cuts.empty() ? cut : std::max(cut, fitted.cuts.back()));
    }
    prefer_one_label_if_better(fitted, values);
    return fitted;
}

} // namespace wayfinder::calibrate
