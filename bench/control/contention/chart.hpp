// Renders the results of simulate().
#pragma once

#include "bench/control/contention/queueing.hpp"

#include <string>
#include <vector>

namespace wayfinder::bench {

std::string table_of(std::vector<lock_kind> const& locks, std::vector<waiting> const& found);

/// Waiting by number of cores, one curve for all locks and one for each: a self-contained SVG.
std::string chart_of(std::vector<lock_kind> const& locks, std::vector<waiting> const& found);

} // namespace wayfinder::bench
