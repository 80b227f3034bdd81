// The results as a documentation page and as JSON.
#pragma once

#include "bench/http/contest/stage.hpp"

#include <string>

namespace wayfinder::bench {

/// The sections as tables, then the goals.
std::string terminal_report(stage const& of);

/// Markdown; `profiles` is the profiler's output.
std::string results_page(stage const& of, std::string const& profiles);

std::string results_json(stage const& of);

} // namespace wayfinder::bench
