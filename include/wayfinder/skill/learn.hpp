// Learns from the operator's labels: a ridge regression on what the default score leaves unexplained, scaled
// by how well the labels support it.
#pragma once

#include <wayfinder/progress.hpp>
#include <wayfinder/skill/conjugate_gradient.hpp>
#include <wayfinder/skill/exponential.hpp>
#include <wayfinder/skill/learned_weights.hpp>
#include <wayfinder/skill/score.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <vector>

namespace wayfinder::skill {

/// A prompt, and what a more expensive model gains on it: 1 if it is needed, 0 if not, or a value in between.
struct example {
    std::string_view text;
    double gain{};
    double weight{1.0}; ///< number of prompts that it represents, relative to the others
};

/// With fewer labels than this, nothing is learned: the result would be noise.
inline constexpr std::size_t fewest_examples = 100;

namespace detail {

/// One standard deviation of the default score corresponds to this much gain (measured on graded prompts).
inline constexpr double gain_of_deviation = 0.05;
inline constexpr double ridge_strength = 16.0;
/// Scale of a term's deviation relative to all words of a text: with this value, 6400 examples weigh as much
/// as the ridge.
inline constexpr double term_scale = 0.05;
inline constexpr std::size_t folds = 5;

/// The examples as a regression problem: words and terms against the residual gain of the default score.
struct problem {
    sparse_rows rows{gram_buckets + term_count};
    std::vector<double> left; ///< centred gain minus the default score's centred prediction
    std::vector<std::size_t> fold;
};

/// Factor from one unit of a term to its column in the problem.
[[nodiscard]] constexpr double column_scale(std::size_t term) noexcept
{
    return default_spread[term] == 0 ? 0.0 : term_scale / default_spread[term];
}

/// The table buckets of a text's grams.
[[nodiscard]] inline std::vector<std::uint32_t> buckets_of(std::string_view text)
{
    word_list first;
    bool const options = count(text, first).has_options;
    std::vector<std::uint32_t> buckets;
    each_gram(first, options, [&](std::uint32_t bucket, std::uint32_t counts) {
        if (counts != 0) buckets.push_back(bucket);
    });
    return buckets;
}

[[nodiscard]] inline problem pose(std::span<example const> examples)
{
    problem made;
    std::vector<explained> by_default;
    explained mean;
    double mean_gain = 0;
    double all = 0;
    for (auto const& each : examples) all += each.weight;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        double const weight = examples[i].weight;
        by_default.push_back(explain(examples[i].text));
        for (std::size_t k = 0; k < term_count; ++k) mean.of[k] += by_default[i].of[k] * weight / all;
        mean.score += by_default[i].score * weight / all;
        mean_gain += examples[i].gain * weight / all;
    }
    for (std::size_t i = 0; i < examples.size(); ++i) {
        auto const buckets = buckets_of(examples[i].text);
        // Least squares weights a row by its square.
        double const root = std::sqrt(examples[i].weight * static_cast<double>(examples.size()) / all);
        double const each = buckets.empty() ? 0.0 : root / std::sqrt(static_cast<double>(buckets.size()));
        for (auto const bucket : buckets) made.rows.add(bucket, each);
        for (std::size_t k = 0; k < term_count; ++k)
            made.rows.add(static_cast<std::uint32_t>(gram_buckets + k),
                          root * (by_default[i].of[k] - mean.of[k]) * column_scale(k));
        made.rows.end_row();
        made.fold.push_back(hash_of(examples[i].text) % folds); // keeps duplicates of a prompt in one fold
        made.left.push_back(
            root * (examples[i].gain - mean_gain - gain_of_deviation * (by_default[i].score - mean.score)));
    }
    return made;
}

/// The held-out prediction for each example, times its residual gain under the default score: positive if the
/// two agree. (Squared error would also judge the size of the prediction, but only the order matters.) A step
/// of `on_progress` is one fold.
[[nodiscard]] inline std::vector<double> held_out_agreement(problem const& of,
                                                            progress_listener const& on_progress)
{
    std::vector<double> agreement(of.left.size());
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<std::size_t> training;
        for (std::size_t i = 0; i < of.fold.size(); ++i)
            if (of.fold[i] != fold) training.push_back(i);
        auto const found = solve_ridge(of.rows, of.left, training, ridge_strength);
        for (std::size_t i = 0; i < of.fold.size(); ++i)
            if (of.fold[i] == fold) agreement[i] = of.left[i] * of.rows.product(i, found);
        tell(on_progress, fold + 1, folds);
    }
    return agreement;
}

/// The mean divided by its standard error (Student's t); 0 if nothing varies.
[[nodiscard]] inline double t_of(std::vector<double> const& values)
{
    auto const count = static_cast<double>(values.size());
    double mean = 0;
    for (double const each : values) mean += each / count;
    double square = 0;
    for (double const each : values) square += (each - mean) * (each - mean);
    double const error = std::sqrt(square / (count * (count - 1)));
    return error > 0 ? mean / error : 0.0;
}

/// Stores words as 8-bit steps and terms as weights; `scale` converts gain to score.
inline void take_in(std::vector<double> const& found, double scale, learned_weights& into)
{
    constexpr double most_steps = 127.0;
    double largest = 0;
    for (std::size_t i = 0; i < gram_buckets; ++i) largest = std::max(largest, std::abs(found[i]));
    into.step = largest * scale / most_steps;
    for (std::size_t i = 0; i < gram_buckets; ++i)
        into.steps.push_back(largest == 0
                                 ? std::int8_t{0}
                                 : static_cast<std::int8_t>(std::lround(found[i] / largest * most_steps)));
    for (std::size_t k = 0; k < term_count; ++k)
        into.correction[k] = found[gram_buckets + k] * column_scale(k) * scale;
}

} // namespace detail

/// Learns from at least `fewest_examples`. The default score is the mean of the prior, so that the fit only
/// corrects it. The correction is scaled by sigmoid(1.5 (t - 2)), where t is its cross-validated evidence:
/// uninformative labels leave the weights almost unchanged. (Without the 2, a hundred labels lose up to 0.03
/// of APGR by chance.) Equal examples give bit-identical results. All steps of `on_progress` take about the
/// same time.
[[nodiscard]] inline learned_weights learn(std::span<example const> examples,
                                           progress_listener const& on_progress = {})
{
    constexpr std::size_t steps = detail::folds + 3; // preparation, the folds, the full fit, its scores
    learned_weights made;
    made.examples = examples.size();
    auto const posed = detail::pose(examples);
    tell(on_progress, 1, steps);
    made.evidence = detail::t_of(detail::held_out_agreement(posed, stage_of(on_progress, 1, steps)));
    made.blend = sigmoid(1.5 * (made.evidence - 2.0));
    std::vector<std::size_t> all(examples.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    auto const found = solve_ridge(posed.rows, posed.left, all, detail::ridge_strength);
    detail::take_in(found, made.blend / detail::gain_of_deviation, made);
    tell(on_progress, steps - 1, steps);
    std::vector<double> scores;
    for (auto const& each : examples) scores.push_back(explain(each.text, &made).score);
    made.quantiles = quantiles_of(std::move(scores));
    tell(on_progress, steps, steps);
    return made;
}

} // namespace wayfinder::skill
