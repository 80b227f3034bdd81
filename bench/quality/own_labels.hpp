// The benefit of own labels: learned from some prompts of a source, measured on others of it.
#pragma once

#include "bench/quality/metric.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace wayfinder::quality {

/// One source's result after learning from this many of its own labels.
struct own_result {
    std::string source;
    std::size_t labels{};
    double by_default{}; ///< APGR on the test rows
    double learned{};    ///< mean over draws of the labels
    double worst{};      ///< smallest gain of a draw over the default
};

/// For every source with this many training rows; `draws` random draws, from a fixed seed.
[[nodiscard]] std::vector<own_result>
learn_from_own(std::vector<row> const& train, std::vector<row> const& test, std::size_t labels, int draws);

/// The test rows, each scored by what was learned from all training rows of its own source.
[[nodiscard]] scores learn_from_each(std::vector<row> const& train, std::vector<row> const& test);

/// The test rows, scored by what was learned from all training rows together.
[[nodiscard]] scores learn_from_all(std::vector<row> const& train, std::vector<row> const& test);

} // namespace wayfinder::quality
