// The results as a page of the documentation, and as JSON.
#pragma once

#include "bench/http/contest/stage.hpp"

#include <string>

namespace wayfinder::bench {

/// Sections as tables, then the goals.
std::string terminal_report(stage const& of);

/// Markdown; `profiles` is what the profiler says, as it prints it.
std::string results_page(stage const& of, std::string const& profiles);

std::string results_json(stage const& of);

} // namespace wayfinder::bench
