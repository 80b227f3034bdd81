// The share of the gap recovered against the share of dear calls, drawn.
#pragma once

#include "bench/quality/metric.hpp"

#include <string>
#include <utility>
#include <vector>

namespace wayfinder::quality {

/// Mean curve over the sources that count, one for each named score, as a self-contained SVG.
[[nodiscard]] std::string curve_svg(std::vector<row> const& rows,
                                    std::vector<std::pair<std::string, scores>> const& named);

} // namespace wayfinder::quality
