// `init --interactive`: a configuration from answers.
#pragma once

#include "cli/init/draft.hpp"

#include <iosfwd>

namespace wayfinder::cli {

/// Asks on `out`, reads a line an answer from `in`. An empty line takes what stands in brackets; so does the
/// end of the input.
[[nodiscard]] draft interview(std::istream& in, std::ostream& out);

} // namespace wayfinder::cli
