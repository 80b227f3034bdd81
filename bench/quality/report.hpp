// The tables of docs/routing-quality.md, as Markdown on stdout.
#pragma once

#include "bench/quality/rows.hpp"

#include <vector>

namespace wayfinder::quality {

/// Every scorer on these rows, with intervals.
void print_comparison(std::vector<row> const& rows);

/// The weights fitted without a family, on that family.
void print_left_out(std::vector<row> const& train);

void print_learning_curve(std::vector<row> const& train, std::vector<row> const& test);

/// The share of decisions at a dear share of 0.3 that change when the prompt is written differently.
void print_flips(std::vector<row> const& rows);

/// The weights as written in the header, fitted again.
void print_fit(std::vector<row> const& train);

} // namespace wayfinder::quality
