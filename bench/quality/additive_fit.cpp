#include "bench/quality/additive_fit.hpp"

#include <wayfinder/skill/reader.hpp>
#include <wayfinder/skill/weights.hpp>

#include <algorithm>
#include <cmath>

namespace wayfinder::quality {
namespace {

using skill::term;
using skill::term_count;
using matrix = std::array<skill::values, term_count>;

/// How much a row of a source counts: between one vote per source (exponent 0) and one vote per row (1).
constexpr double source_exponent = 0.6;
/// The prior's weight, in rows' variances.
constexpr double ridge = 10.0;

/// Second moments of one source.
struct moments {
    matrix square{};
    skill::values with_gain{};
};

moments moments_of(std::vector<row> const& rows, standardized const& terms,
                   std::vector<std::size_t> const& positions)
{
    double mean = 0;
    for (auto const at : positions) mean += rows[at].smooth_gain;
    auto const count = static_cast<double>(positions.size());
    mean /= count;
    moments made;
    for (auto const at : positions) {
        auto const& z = terms.rows[at];
        for (std::size_t i = 0; i < term_count; ++i) {
            made.with_gain[i] += z[i] * (rows[at].smooth_gain - mean) / count;
            for (std::size_t j = 0; j < term_count; ++j) made.square[i][j] += z[i] * z[j] / count;
        }
    }
    return made;
}

/// Minimises the quadratic form by coordinate descent; no coordinate takes the sign opposite to its prior.
skill::values descend(matrix const& square, skill::values const& linear, skill::values const& prior)
{
    skill::values effects = prior;
    for (int round = 0; round < 500; ++round) {
        for (std::size_t i = 0; i < term_count; ++i) {
            double rest = linear[i];
            for (std::size_t j = 0; j < term_count; ++j)
                if (j != i) rest -= square[i][j] * effects[j];
            double const free = rest / square[i][i];
            effects[i] = prior[i] < 0 ? std::min(0.0, free) : std::max(0.0, free);
        }
    }
    return effects;
}

} // namespace

skill::values prior_effects()
{
    skill::values prior{};
    auto const believe = [&](term which, double hundredths) { prior[index_of(which)] = hundredths / 100; };
    believe(term::length, 1.5);
    believe(term::variety, -1.1);
    believe(term::long_words, -1.1);
    believe(term::numbers, 0.6);
    believe(term::long_numbers, 0.4);
    believe(term::question_word, -0.5);
    believe(term::quantities, 0.35);
    believe(term::commas, 0.3);
    believe(term::clauses, 0.5);
    believe(term::symbols, 0.3);
    believe(term::technical, 0.3);
    believe(term::look_up, -0.2);
    return prior;
}

standardized standardize(std::vector<row> const& rows)
{
    standardized made;
    for (auto const& each : rows) made.rows.push_back(skill::values_of(skill::count(each.text)));
    auto const by = positions_by(rows, &row::source);
    for (std::size_t i = 0; i < term_count; ++i) {
        for (auto const& [source, positions] : by) {
            auto const count = static_cast<double>(positions.size());
            double mean = 0;
            double square = 0;
            for (auto const at : positions) mean += made.rows[at][i];
            made.mean[i] += mean / static_cast<double>(rows.size());
            mean /= count;
            for (auto const at : positions) {
                double& value = made.rows[at][i];
                value -= mean;
                square += value * value;
            }
            made.scale[i] += std::sqrt(square / count) / static_cast<double>(by.size());
        }
        for (auto& each : made.rows) each[i] = made.scale[i] == 0 ? 0 : each[i] / made.scale[i];
    }
    return made;
}

skill::values fit_effects(std::vector<row> const& rows, standardized const& terms, std::string const& without)
{
    matrix square{};
    skill::values linear{};
    double whole = 0;
    auto const by = positions_by(rows, &row::source);
    for (auto const& [source, positions] : by)
        if (rows[positions.front()].family != without)
            whole += std::pow(static_cast<double>(positions.size()), source_exponent);
    for (auto const& [source, positions] : by) {
        if (rows[positions.front()].family == without) continue;
        auto const share = std::pow(static_cast<double>(positions.size()), source_exponent) / whole;
        auto const of = moments_of(rows, terms, positions);
        for (std::size_t i = 0; i < term_count; ++i) {
            linear[i] += share * of.with_gain[i];
            for (std::size_t j = 0; j < term_count; ++j) square[i][j] += share * of.square[i][j];
        }
    }
    auto const prior = prior_effects();
    for (std::size_t i = 0; i < term_count; ++i) {
        square[i][i] += ridge;
        linear[i] += ridge * prior[i];
    }
    auto effects = descend(square, linear, prior);
    for (std::size_t i = 0; i < term_count; ++i)
        if (prior[i] == 0) effects[i] = 0; // not fitted
    return effects;
}

scores leave_family_out(std::vector<row> const& rows)
{
    auto const terms = standardize(rows);
    scores all(rows.size());
    for (auto const& [family, positions] : positions_by(rows, &row::family)) {
        auto const effects = fit_effects(rows, terms, family);
        for (auto const at : positions)
            for (std::size_t i = 0; i < term_count; ++i) all[at] += effects[i] * terms.rows[at][i];
    }
    return all;
}

fitted fit_additive(std::vector<row> const& rows)
{
    auto const terms = standardize(rows);
    auto const effects = fit_effects(rows, terms);
    fitted made;
    for (std::size_t i = 0; i < term_count; ++i)
        if (terms.scale[i] != 0) made.weights[i] = effects[i] / terms.scale[i];
    // Normalises the deviation within a source to 1.
    double square = 0;
    for (auto const& each : terms.rows) {
        double sum = 0;
        for (std::size_t i = 0; i < term_count; ++i) sum += effects[i] * each[i];
        square += sum * sum / static_cast<double>(terms.rows.size());
    }
    for (auto& each : made.weights) each /= std::sqrt(square);
    for (std::size_t i = 0; i < term_count; ++i)
        if (prior_effects()[i] == 0) made.weights[i] = skill::default_weights.by[i]; // set by judgement
    for (std::size_t i = 0; i < term_count; ++i) made.mean += made.weights[i] * terms.mean[i];
    return made;
}

} // namespace wayfinder::quality
