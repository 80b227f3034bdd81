// Tables as rows of cells, for a terminal and for Markdown.
#pragma once

#include "bench/http/report/section.hpp"
#include "bench/http/report/tally.hpp"

#include <string>
#include <vector>

namespace wayfinder::bench {

/// Everything is compared with it.
inline constexpr char const* reference = "nginx";

/// The first row names the columns.
using grid = std::vector<std::vector<std::string>>;

/// Medians, their spread, and how often nginx's they are.
grid grid_of(section const& shown, tally const& results);

std::string as_text(grid const& table);
std::string as_markdown(grid const& table);

/// A number with so many decimals.
std::string decimal(double value, int decimals);

} // namespace wayfinder::bench
