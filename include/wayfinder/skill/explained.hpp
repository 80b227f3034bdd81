// A skill score taken apart.
#pragma once

#include <wayfinder/skill/term.hpp>

namespace wayfinder::skill {

/// Higher: more to gain from a dearer model. The unit is a standard deviation inside a benchmark; only the
/// order of scores matters, and which share of one's own traffic lies below (`quantile_sketch`).
struct explained {
    values of{};            ///< the terms' values
    values weights{};       ///< the default ones and what own labels changed in them
    values contributions{}; ///< weight x value; with `words` they add up to the score plus the mean
    double words{};         ///< what the words say that own labels tell of
    double score{};
};

} // namespace wayfinder::skill
