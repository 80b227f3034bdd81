// The objectives of a threshold, and the outcome of every possible cut.
#pragma once

#include <wayfinder/calibrate/dataset.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace wayfinder::calibrate {

enum class objective : unsigned char {
    accuracy,     ///< most prompts sent to the model of their label
    knee,         ///< balances quality recovered against money saved
    cost_quality, ///< the most accurate cut among those that save enough
};

inline constexpr std::array<objective, 3> all_objectives{objective::accuracy, objective::knee,
                                                         objective::cost_quality};

[[nodiscard]] constexpr std::string_view name(objective goal) noexcept
{
    constexpr std::array<std::string_view, 3> names{"accuracy", "knee", "cost-quality"};
    return names[static_cast<std::size_t>(goal)];
}

[[nodiscard]] constexpr std::optional<objective> objective_named(std::string_view text) noexcept
{
    for (objective const each : all_objectives)
        if (name(each) == text) return each;
    return std::nullopt;
}

/// Price of one prompt on each side of a cut, in any unit.
struct arm_costs {
    double low{};
    double high{};
    bool priced{}; ///< given by the user; otherwise an assumed ratio
};

/// Two arms and a cut between them: values at or above the cut go high.
struct cut_outcome {
    double cut{};
    std::size_t low_below{};  ///< low-labelled, sent low
    std::size_t high_above{}; ///< high-labelled, sent high
    std::size_t low_total{};
    std::size_t high_total{};

    [[nodiscard]] std::size_t total() const noexcept { return low_total + high_total; }
    [[nodiscard]] std::size_t sent_high() const noexcept { return high_above + low_total - low_below; }

    [[nodiscard]] double accuracy() const noexcept
    {
        return static_cast<double>(low_below + high_above) / static_cast<double>(total());
    }
    /// Quality recovered: the share of high-labelled prompts that go high. 0 if there are none.
    [[nodiscard]] double recall() const noexcept
    {
        return high_total == 0 ? 0.0 : static_cast<double>(high_above) / static_cast<double>(high_total);
    }
    /// Savings relative to the bill of always going high. Needs a positive high cost.
    [[nodiscard]] double savings(arm_costs const& costs) const noexcept
    {
        auto const high = static_cast<double>(sent_high());
        auto const low = static_cast<double>(total() - sent_high());
        double const mean = (costs.low * low + costs.high * high) / static_cast<double>(total());
        return (costs.high - mean) / costs.high;
    }
};

/// The value that the knee objective maximises.
///
/// Without prices: recall x savings, as the reference defines it. Savings are then (1 - c_low / c_high) times
/// the share sent low, so the ratio is a constant factor for all cuts, and no price can move the optimum.
///
/// With prices: recall + savings; a point of quality is worth a point of the bill. Up to a constant, the rate
/// of hard prompts sent high has weight (1 - s h), and that of easy prompts sent low has weight (s e), where
/// s is 1 - c_low / c_high, and h and e are the shares of hard and easy prompts. With a free low arm (s = 1)
/// both weights are equal and this is Youden's index J (W. J. Youden, "Index for rating diagnostic tests",
/// Cancer 3, 1950); with equal prices (s = 0) only quality counts. In between, prices move the cut: the
/// closer they are, the more it favours quality.
[[nodiscard]] inline double knee_value(cut_outcome const& outcome, arm_costs const& costs) noexcept
{
    double const saved = outcome.savings(costs);
    return costs.priced ? outcome.recall() + saved : outcome.recall() * saved;
}

/// Every cut worth trying, ascending: 0 and the distinct values. Values of other labels are ignored.
[[nodiscard]] inline std::vector<cut_outcome> outcomes(std::span<graded const> values, std::size_t low,
                                                       std::size_t high)
{
    std::vector<graded> sorted;
    cut_outcome next;
    for (auto const& each : values) {
        if (each.label != low && each.label != high) continue;
        sorted.push_back(each);
        ++(each.label == low ? next.low_total : next.high_total);
    }
    std::sort(sorted.begin(), sorted.end(),
              [](graded const& a, graded const& b) { return a.value < b.value; });

    next.high_above = next.high_total;
    std::vector<cut_outcome> found{next};
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (sorted[i].value > found.back().cut) {
            next.cut = sorted[i].value;
            found.push_back(next);
        }
        if (sorted[i].label == low)
            ++next.low_below;
        else
            --next.high_above;
    }
    return found;
}

/// The cut with the highest value. Among equals, the upper median, so that the cut is not at either end of
/// the range in which its position does not matter.
template <class Value>
[[nodiscard]] cut_outcome best_of(std::span<cut_outcome const> candidates, Value const& value)
{
    std::vector<cut_outcome> best;
    double best_value = 0.0;
    for (auto const& each : candidates) {
        double const at = value(each);
        if (best.empty() || at > best_value) {
            best.assign(1, each);
            best_value = at;
        } else if (at == best_value) {
            best.push_back(each);
        }
    }
    return best[best.size() / 2];
}

} // namespace wayfinder::calibrate
