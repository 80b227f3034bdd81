// Runs all contests and prints their report.
#pragma once

#include "bench/http/contest/stage.hpp"

#include <string>
#include <vector>

namespace wayfinder::bench {

/// The names allowed in `run_options::contests`.
std::vector<std::string> contest_names();

/// 0 if everything requested was measured, 2 if some of it would have been meaningless, 1 if something is
/// broken.
int run(run_options const& options);

} // namespace wayfinder::bench
