// What own labels teach beyond the default: a correction of each term's weight, and a small weight for each
// hashed word and word pair.
#pragma once

#include <wayfinder/skill/gram_bag.hpp>
#include <wayfinder/skill/quantile_table.hpp>
#include <wayfinder/skill/term.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayfinder::skill {

struct lesson {
    values correction{};          ///< added to the default weights
    std::vector<std::int8_t> steps; ///< 64 KB, one for each bucket of `gram_bag`
    double step{};                ///< what one of them is worth in the score
    quantile_table quantiles{};   ///< of the scores of the prompts that taught it

    std::size_t examples{};
    double evidence{}; ///< t of the squared error that it saves on prompts it has not seen
    double blend{};    ///< share of the fit that was taken for it, from the evidence

    /// What the words of a text add to its score.
    [[nodiscard]] double say_of(gram_bag const& bag) const noexcept
    {
        if (steps.empty()) return 0.0;
        double sum = 0;
        bag.for_each([&](std::uint16_t bucket, double value) { sum += value * steps[bucket]; });
        return sum * step;
    }

    friend bool operator==(lesson const&, lesson const&) = default;
};

} // namespace wayfinder::skill
