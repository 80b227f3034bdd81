// The manual page, in the man macros of roff.
#pragma once

#include "cli/shell/outline.hpp"

#include <string>

namespace wayfinder::cli {

[[nodiscard]] std::string manual_page(command_outline const& whole);

} // namespace wayfinder::cli
