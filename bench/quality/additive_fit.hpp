// The fit of the shipped weights: a sign-constrained ridge around a prior mean, with source fixed effects.
#pragma once

#include "bench/quality/metric.hpp"
#include "bench/quality/rows.hpp"

#include <wayfinder/skill/term.hpp>

#include <string>
#include <vector>

namespace wayfinder::quality {

/// Terms of rows, in units of their mean standard deviation within a source, each source centred on 0.
struct standardized {
    std::vector<skill::values> rows;
    skill::values mean{};  ///< of all rows
    skill::values scale{}; ///< mean over sources of the standard deviation
};

[[nodiscard]] standardized standardize(std::vector<row> const& rows);

/// The prior of the fit: the effect of one standard deviation on the gain, in hundredths, as believed before
/// any data. The signs are kept. A weight on which our data say nothing (no row has the term) stays there.
[[nodiscard]] skill::values prior_effects();

/// The effects of the terms, fitted to every family except `without`.
[[nodiscard]] skill::values fit_effects(std::vector<row> const& rows, standardized const& terms,
                                        std::string const& without = {});

/// Each row scored by the fit that left its family out.
[[nodiscard]] scores leave_family_out(std::vector<row> const& rows);

/// Weights of raw terms, and what normalises their score to mean 0 and deviation 1.
struct fitted {
    skill::values weights{};
    double mean{};
};

[[nodiscard]] fitted fit_additive(std::vector<row> const& rows);

} // namespace wayfinder::quality
