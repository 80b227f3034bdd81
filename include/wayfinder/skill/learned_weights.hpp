// What the operator's labels teach beyond the default: a correction of each term's weight, and a small weight
// for each hashed word and word pair.
#pragma once

#include <wayfinder/skill/grams.hpp>
#include <wayfinder/skill/quantile_table.hpp>
#include <wayfinder/skill/term.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayfinder::skill {

struct learned_weights {
    values correction{};            ///< added to the default weights
    std::vector<std::int8_t> steps; ///< 64 KB, one per bucket of `grams`
    double step{};                  ///< the score value of one step
    quantile_table quantiles{};     ///< of the scores of the training prompts

    std::size_t examples{};
    double evidence{}; ///< t statistic of its agreement with the residual of the default score, on held-out
                       ///< prompts
    double blend{};    ///< fraction of the fit that is applied, computed from the evidence

    /// The contribution of words to a score, where `sum` is the total steps of their `count` buckets: the
    /// mean contribution times the square root of `count`. Integers and one correctly rounded root give
    /// bit-identical results on every machine.
    [[nodiscard]] double contribution_of(std::int64_t sum, std::size_t count) const noexcept
    {
        return count == 0 ? 0.0 : static_cast<double>(sum) * step / std::sqrt(static_cast<double>(count));
    }

    friend bool operator==(learned_weights const&, learned_weights const&) = default;
};

} // namespace wayfinder::skill
