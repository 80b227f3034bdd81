// Fits a classifier: multinomial logistic regression over the normalised features.
#pragma once

#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/calibrate/failure.hpp>
#include <wayfinder/calibrate/linear_system.hpp>
#include <wayfinder/policy.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace wayfinder::calibrate {

/// The Newton matrix has (12 x labels)^2 cells; more labels than this indicate a mistake in the data.
inline constexpr std::size_t most_classes = 64;

struct newton_options {
    double ridge{0.01};          ///< l2, on every parameter; positive
    std::size_t iterations{100}; ///< upper limit
};

struct classifier_fit {
    classifier_policy rule;   ///< parameters with six decimals, as written to files
    std::size_t iterations{}; ///< Newton steps taken
    bool settled{};           ///< the last step was below the tolerance
};

namespace detail {

inline constexpr std::size_t parameters = feature_count + 1; ///< per class; the last one is the intercept

using inputs = std::array<double, parameters>;

[[nodiscard]] inline inputs inputs_of(features const& counts) noexcept
{
    inputs values{};
    for (feature const each : all_features) values[index_of(each)] = normalized(each, counts[each]);
    values[feature_count] = 1.0;
    return values;
}

/// One Newton step of the penalised likelihood. Sums run over the samples in order, from left to right.
class newton_step {
public:
    explicit newton_step(std::size_t classes)
        : classes_{classes},
          chances_(classes),
          gradient_(classes * parameters, 0.0),
          hessian_(classes * parameters)
    {}

    void add(inputs const& x, std::size_t target, std::vector<double> const& theta)
    {
        set_chances(x, theta);
        used_.clear();
        for (std::size_t i = 0; i < parameters; ++i)
            if (x[i] != 0.0) used_.push_back(i); // zeros contribute nothing
        for (std::size_t k = 0; k < classes_; ++k) {
            double const error = chances_[k] - (k == target ? 1.0 : 0.0);
            for (std::size_t const i : used_) gradient_[k * parameters + i] += error * x[i];
            for (std::size_t l = 0; l < classes_; ++l) {
                double const curve = chances_[k] * ((k == l ? 1.0 : 0.0) - chances_[l]);
                for (std::size_t const i : used_) {
                    double* const row = hessian_[k * parameters + i] + l * parameters;
                    for (std::size_t const j : used_) row[j] += curve * x[i] * x[j];
                }
            }
        }
    }

    /// The step to subtract; empty if the equations have no unique finite solution.
    [[nodiscard]] std::vector<double> solved(std::vector<double> const& theta, double ridge)
    {
        for (std::size_t at = 0; at < gradient_.size(); ++at) {
            gradient_[at] += ridge * theta[at];
            hessian_[at][at] += ridge;
        }
        if (!solve(hessian_, gradient_)) gradient_.clear();
        return std::move(gradient_);
    }

private:
    /// Softmax, with exponents shifted so that the largest is 0.
    void set_chances(inputs const& x, std::vector<double> const& theta)
    {
        for (std::size_t k = 0; k < classes_; ++k) {
            chances_[k] = 0.0;
            for (std::size_t i = 0; i < parameters; ++i) chances_[k] += theta[k * parameters + i] * x[i];
        }
        double const highest = *std::max_element(chances_.begin(), chances_.end());
        double sum = 0.0;
        for (double& each : chances_) sum += each = std::exp(each - highest);
        for (double& each : chances_) each /= sum;
    }

    std::size_t classes_;
    std::vector<double> chances_;
    std::vector<std::size_t> used_;
    std::vector<double> gradient_;
    square_matrix hessian_;
};

/// The double nearest to the value rounded to six decimals.
[[nodiscard]] inline double round_to_millionths(double value)
{
    std::array<char, 340> digits{}; // the largest double has 309 digits before the point
    auto const end = std::to_chars(digits.begin(), digits.end(), value, std::chars_format::fixed, 6).ptr;
    double rounded = value;
    std::from_chars(digits.begin(), end, rounded);
    return rounded;
}

/// Positions in `order`, by label.
[[nodiscard]] inline std::vector<std::size_t> ranks(std::vector<std::size_t> const& order)
{
    std::vector<std::size_t> found(order.size());
    for (std::size_t at = 0; at < order.size(); ++at) found[order[at]] = at;
    return found;
}

[[nodiscard]] inline classifier_policy rounded_policy(std::vector<double> const& theta, dataset const& data,
                                                      std::vector<std::size_t> const& order)
{
    classifier_policy made;
    for (std::size_t k = 0; k < order.size(); ++k) {
        made.models.push_back(data.labels[order[k]]);
        made.intercepts.push_back(round_to_millionths(theta[k * parameters + feature_count]));
        for (std::size_t i = 0; i < feature_count; ++i)
            made.weights[i].push_back(round_to_millionths(theta[k * parameters + i]));
    }
    return made;
}

} // namespace detail

/// Maximises the likelihood of all labels, minus ridge/2 times the sum of squared parameters, by undamped
/// Newton steps (iteratively reweighted least squares) starting from zero. Each class has its own parameters;
/// the ridge makes the matrix regular and keeps them finite. Stops when no parameter moves by 1e-8.
[[nodiscard]] inline result<classifier_fit>
fit_classifier(dataset const& data, std::vector<std::size_t> const& order, newton_options const& options)
{
    constexpr double tolerance = 1e-8;
    std::size_t const classes = order.size();
    auto const ranks = detail::ranks(order);
    std::vector<detail::inputs> inputs;
    for (auto const& each : data.samples) inputs.push_back(detail::inputs_of(each.counts));

    std::vector<double> theta(classes * detail::parameters, 0.0);
    classifier_fit fitted;
    while (!fitted.settled && fitted.iterations < options.iterations) {
        detail::newton_step step{classes};
        for (std::size_t at = 0; at < inputs.size(); ++at)
            step.add(inputs[at], ranks[data.samples[at].label], theta);
        auto const change = step.solved(theta, options.ridge);
        if (change.empty()) return failure{fitted.iterations == 0 ? problem::singular : problem::diverged};
        double largest = 0.0;
        for (std::size_t at = 0; at < theta.size(); ++at) {
            theta[at] -= change[at];
            largest = std::max(largest, std::fabs(change[at]));
            if (!std::isfinite(theta[at])) return failure{problem::diverged};
        }
        ++fitted.iterations;
        fitted.settled = largest < tolerance;
    }
    fitted.rule = detail::rounded_policy(theta, data, order);
    return fitted;
}

} // namespace wayfinder::calibrate
