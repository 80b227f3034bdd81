// A skill score and its parts.
#pragma once

#include <wayfinder/skill/term.hpp>

namespace wayfinder::skill {

/// A higher score means more to gain from a more expensive model. The unit is one standard deviation within a
/// benchmark; only the order of scores matters, and the share of one's own traffic below a score
/// (`quantile_sketch`).
struct explained {
    values of{};            ///< the terms' values
    values weights{};       ///< the default weights plus the corrections learned from the operator's labels
    values contributions{}; ///< weight x value; with `words` they add up to the score plus the mean
    double words{};         ///< contribution of individual words, learned from the operator's labels
    double score{};
};

} // namespace wayfinder::skill
