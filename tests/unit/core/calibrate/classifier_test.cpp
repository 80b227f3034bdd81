#include "samples.hpp"

#include <wayfinder/calibrate/classifier.hpp>
#include <wayfinder/calibrate/fit.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace wayfinder::calibrate {
namespace {

using test::joined;
using test::points;
using test::times;

square_matrix matrix_of(std::vector<std::vector<double>> const& rows)
{
    square_matrix made{rows.size()};
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t at = 0; at < rows.size(); ++at) made[row][at] = rows[row][at];
    return made;
}

TEST(solve, a_zero_on_the_diagonal_is_no_obstacle)
{
    auto matrix = matrix_of({{0, 2, 1}, {1, 0, 0}, {3, 0, 1}});
    std::vector<double> right{8, 1, 5}; // 1, 3, 2
    ASSERT_TRUE(solve(matrix, right));
    std::vector<double> const solution{1, 3, 2};
    for (std::size_t at = 0; at < solution.size(); ++at) EXPECT_NEAR(right[at], solution[at], 1e-12);
}

TEST(solve, no_unique_solution_is_told)
{
    for (auto const& rows : std::vector<std::vector<std::vector<double>>>{
             {{0, 0}, {0, 0}}, {{1, 2}, {2, 4}}, {{NAN, 1}, {1, 1}}, {{INFINITY, 1}, {1, 1}}}) {
        auto matrix = matrix_of(rows);
        std::vector<double> right{1, 1};
        EXPECT_FALSE(solve(matrix, right));
    }
}

TEST(solve, an_overflowing_solution_is_told)
{
    auto matrix = matrix_of({{1e-300}});
    std::vector<double> right{1e300};
    EXPECT_FALSE(solve(matrix, right));
}

classifier_fit learnt(dataset const& data, newton_options const& options = {})
{
    auto const made = fit_classifier(data, {0, 1}, options);
    return std::get<classifier_fit>(made);
}

/// At the optimum the gradient vanishes: ridge x parameter = sum of (target - chance) x input.
TEST(classifier, stops_where_the_penalised_likelihood_is_flat)
{
    auto const data = points({"a", "b"}, {{0, 10, 1}, {0, 90, 0}, {1, 60, 9}, {1, 200, 3}, {0, 300, 2}});
    constexpr double ridge = 0.5;
    auto const fitted = learnt(data, {ridge, 100});
    EXPECT_TRUE(fitted.settled);
    double gradient = ridge * fitted.rule.intercepts[1];
    for (auto const& each : data.samples) {
        double log_odds = fitted.rule.intercepts[1] - fitted.rule.intercepts[0];
        for (feature const which : all_features) {
            auto const& weight = fitted.rule.weights[index_of(which)];
            log_odds += (weight[1] - weight[0]) * normalized(which, each.counts[which]);
        }
        gradient += 1 / (1 + std::exp(-log_odds)) - (each.label == 1 ? 1.0 : 0.0);
    }
    EXPECT_NEAR(gradient, 0.0, 1e-5) << "parameters are rounded to six decimals";
}

TEST(classifier, learns_what_a_score_cannot_tell)
{
    // Words for a, list items for b; more of them mean a higher value.
    auto const data = points({"a", "b"}, joined({times(20, {0, 300, 0}), times(20, {1, 20, 10})}));
    auto const fitted = learnt(data);
    for (auto const& each : data.samples) EXPECT_EQ(select_model(fitted.rule, each.counts), each.label);
}

TEST(classifier, parameters_have_six_decimals)
{
    auto const fitted = learnt(points({"a", "b"}, {{0, 10, 0}, {1, 200, 1}, {1, 10, 3}}));
    for (double const value : fitted.rule.intercepts)
        EXPECT_EQ(value, std::strtod(std::to_string(value).c_str(), nullptr));
}

TEST(classifier, stops_when_it_has_no_steps_left)
{
    auto const data = points({"a", "b"}, {{0, 10, 0}, {1, 200, 1}});
    auto const hurried = learnt(data, {0.01, 2});
    EXPECT_EQ(hurried.iterations, 2U);
    EXPECT_FALSE(hurried.settled);
    EXPECT_TRUE(learnt(data).settled);
}

/// The reference divides by zero at l2 = 0 and returns zeros for no iterations.
TEST(classifier, defect_options_without_a_solution_are_refused)
{
    auto const data = points({"a", "b"}, {{0, 10, 0}, {1, 200, 1}});
    auto const problem_with = [&](double ridge, std::size_t iterations) {
        options chosen;
        chosen.how = mode::classifier;
        chosen.newton = {ridge, iterations};
        auto const made = calibrate(data, chosen);
        auto const* failed = std::get_if<failure>(&made);
        return failed == nullptr ? std::optional<problem>{} : failed->what;
    };
    for (double const ridge : {0.0, -1.0, std::nan(""), HUGE_VAL})
        EXPECT_EQ(problem_with(ridge, 100), problem::ridge_not_positive) << ridge;
    EXPECT_EQ(problem_with(0.01, 0), problem::no_iterations);
    EXPECT_EQ(problem_with(0.01, 1), std::nullopt);
}

/// Separable data and almost no ridge: undamped steps grow without bound. An error value, never NaN.
TEST(classifier, a_singular_or_diverging_system_is_an_error_value)
{
    auto const data = points({"a", "b"}, joined({times(9, {0, 10, 0}), times(9, {1, 390, 15})}));
    for (double ridge = 1e-4; ridge >= 1e-300; ridge *= 1e-4) {
        auto const made = fit_classifier(data, {0, 1}, {ridge, 10'000});
        if (auto const* failed = std::get_if<failure>(&made)) {
            EXPECT_TRUE(failed->what == problem::singular || failed->what == problem::diverged);
            continue;
        }
        for (double const value : std::get<classifier_fit>(made).rule.intercepts)
            EXPECT_TRUE(std::isfinite(value));
    }
    EXPECT_TRUE(std::holds_alternative<failure>(fit_classifier(data, {0, 1}, {1e-300, 10'000})));
}

} // namespace
} // namespace wayfinder::calibrate
