// `init --interactive`: a configuration from answers.
#pragma once

#include "cli/init/draft.hpp"

#include <iosfwd>
#include <optional>

namespace wayfinder::cli {

/// Asks on `out`, reads a line an answer from `in`. An empty line takes what stands in brackets.
/// Nothing when the input ends before the answers do.
[[nodiscard]] std::optional<draft> interview(std::istream& in, std::ostream& out);

} // namespace wayfinder::cli
