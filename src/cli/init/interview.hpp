// `init --interactive`: creates a configuration from answers.
#pragma once

#include "cli/init/draft.hpp"

#include <iosfwd>
#include <optional>

namespace wayfinder::cli {

/// Asks on `out` and reads one answer per line from `in`. An empty line chooses the value in brackets.
/// Nullopt if the input ends before the answers are complete.
[[nodiscard]] std::optional<draft> interview(std::istream& in, std::ostream& out);

} // namespace wayfinder::cli
