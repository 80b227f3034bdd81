// The trade-off of a fit: quality against cost over all positions of its cuts.
#pragma once

#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/calibrate/evaluation.hpp>
#include <wayfinder/calibrate/fit.hpp>
#include <wayfinder/policy.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

namespace wayfinder::calibrate {

/// One position of the cuts, evaluated on all samples.
struct curve_point {
    double bill{};       ///< relative to the bill of always using the most expensive model
    double sufficient{}; ///< `figures::sufficient`

    friend bool operator==(curve_point const&, curve_point const&) = default;
};

namespace detail {

/// Moves all cuts by the same amount: down until everything goes high, up until everything goes low.
[[nodiscard]] inline decisions shifted_ladder(ladder fitted, double shift, dataset const& data,
                                              std::vector<graded> const& values)
{
    fitted.only.reset();
    for (double& cut : fitted.cuts) cut += shift;
    decisions made;
    made.reserve(data.samples.size());
    for (auto const& each : values) made.push_back(fitted.choose(each.value));
    return made;
}

/// Makes every step up the order more expensive by the same amount.
[[nodiscard]] inline policy shifted_classifier(classifier_policy rule, double shift)
{
    for (std::size_t rank = 0; rank < rule.intercepts.size(); ++rank)
        rule.intercepts[rank] -= shift * static_cast<double>(rank);
    return rule;
}

} // namespace detail

/// By ascending bill, without duplicates. Steps of 0.01, the resolution of scores; for a classifier, the same
/// number of steps in log odds, from certainty to certainty.
[[nodiscard]] inline std::vector<curve_point> trade_off(fit const& made, options const& chosen,
                                                        dataset const& data)
{
    constexpr int steps = 101;
    constexpr double hundredth = 0.01;
    constexpr double log_odds = 0.1;
    auto const values = graded_by_score(data, chosen.weights);
    auto const* classifier = std::get_if<classifier_policy>(&made.policy);
    std::vector<curve_point> points;
    for (int step = -steps; step <= steps; ++step) {
        auto const decided =
            classifier == nullptr
                ? detail::shifted_ladder(made.cuts, step * hundredth, data, values)
                : decide_all(detail::shifted_classifier(*classifier, step * log_odds), chosen.weights, data);
        auto const found = figures_of(decided, data, made.prices);
        points.push_back({1.0 - found.saved, found.sufficient});
    }
    std::sort(points.begin(), points.end(), [](curve_point const& a, curve_point const& b) {
        return std::pair{a.bill, a.sufficient} < std::pair{b.bill, b.sufficient};
    });
    points.erase(std::unique(points.begin(), points.end()), points.end());
    return points;
}

} // namespace wayfinder::calibrate
