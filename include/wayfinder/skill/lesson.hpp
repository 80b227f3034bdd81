// What own labels teach beyond the default: a correction of each term's weight, and a small weight for each
// hashed word and word pair.
#pragma once

#include <wayfinder/skill/grams.hpp>
#include <wayfinder/skill/quantile_table.hpp>
#include <wayfinder/skill/term.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayfinder::skill {

struct lesson {
    values correction{};            ///< added to the default weights
    std::vector<std::int8_t> steps; ///< 64 KB, one for each bucket of `grams`
    double step{};                  ///< what one of them is worth in the score
    quantile_table quantiles{};     ///< of the scores of the prompts that taught it

    std::size_t examples{};
    double evidence{}; ///< t of its agreement with what the default leaves, on prompts it has not seen
    double blend{};    ///< share of the fit that was taken for it, from the evidence

    /// What words add to a score, whose buckets add up to `sum` steps: the mean word's say, weighed by the
    /// root of their number. Integers and one correctly rounded root: same bits everywhere.
    [[nodiscard]] double say_of(std::int64_t sum, std::size_t count) const noexcept
    {
        return count == 0 ? 0.0 : static_cast<double>(sum) * step / std::sqrt(static_cast<double>(count));
    }

    friend bool operator==(lesson const&, lesson const&) = default;
};

} // namespace wayfinder::skill
