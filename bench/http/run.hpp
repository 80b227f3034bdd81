// The whole of the contests, and their report.
#pragma once

#include "bench/http/contest/stage.hpp"

#include <string>
#include <vector>

namespace wayfinder::bench {

/// What `run_options::contests` may name.
std::vector<std::string> contest_names();

/// 0 when everything that was asked for was measured, 2 when some of it would have meant nothing, 1 when
/// something is broken.
int run(run_options const& options);

} // namespace wayfinder::bench
