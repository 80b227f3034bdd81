// Tables as rows of cells, for a terminal and for Markdown.
#pragma once

#include "bench/http/report/section.hpp"
#include "bench/http/report/tally.hpp"

#include <string>
#include <vector>

namespace wayfinder::bench {

/// The contestant that everything is compared with.
inline constexpr char const* reference = "nginx";

/// The first row contains the column names.
using grid = std::vector<std::vector<std::string>>;

/// Medians, their spread, and the ratio to nginx.
grid grid_of(section const& shown, tally const& results);

std::string as_text(grid const& table);
std::string as_markdown(grid const& table);

/// A number with this many decimals.
std::string decimal(double value, int decimals);

} // namespace wayfinder::bench
