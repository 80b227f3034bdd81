// How well a score ranks prompts by the gain of a dear model.
#pragma once

#include "bench/quality/rows.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace wayfinder::quality {

/// A prompt's score, and the dear model's gain on it.
struct ranked {
    double score{};
    double gain{};
};

/// One number for each row.
using scores = std::vector<double>;

/// Quality gained, as a share of the whole gap, when the top share of prompts goes to the dear model. Points
/// (share, recovered) from (0, 0) to (1, 1); equal scores form one straight segment: random order in ties.
[[nodiscard]] std::vector<std::pair<double, double>> recovery_curve(std::vector<ranked> prompts);

/// Area under that curve: the average performance gap recovered (APGR), as in RouteLLM. Random: 0.5.
[[nodiscard]] double apgr(std::vector<ranked> prompts);

/// The smallest share of dear calls that recovers this much of the gap. Random: the same number.
[[nodiscard]] double share_to_recover(std::vector<ranked> prompts, double recovered);

/// A score's worth on a set.
struct worth {
    double apgr{};
    double share_for_80{};
};

/// By source, for sources with at least 100 rows and a gap of at least 0.05; "MACRO" is their plain mean.
[[nodiscard]] std::map<std::string, worth> worth_by_source(std::vector<row> const& rows, scores const& of);

/// The plain mean of APGR over the sources in `worth_by_source`.
[[nodiscard]] double macro(std::vector<row> const& rows, scores const& of);

/// 95 % percentile bootstrap over rows, stratified by source, of the MACRO of one score and of its difference
/// from another's on the same rows.
struct interval {
    double low{};
    double high{};
};

struct paired_intervals {
    interval own;
    interval gain;
};

[[nodiscard]] paired_intervals bootstrap(std::vector<row> const& rows, scores const& of,
                                         scores const& baseline, int rounds = 400);

} // namespace wayfinder::quality
