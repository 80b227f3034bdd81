// A chart of the share of the gap recovered against the share of dear calls.
#pragma once

#include "bench/quality/metric.hpp"

#include <string>
#include <utility>
#include <vector>

namespace wayfinder::quality {

/// The mean curve over the sources that count, one per named score, as a self-contained SVG.
[[nodiscard]] std::string curve_svg(std::vector<row> const& rows,
                                    std::vector<std::pair<std::string, scores>> const& named);

} // namespace wayfinder::quality
