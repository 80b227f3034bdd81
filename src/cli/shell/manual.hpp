// The manual page, in roff's man macros.
#pragma once

#include "cli/shell/outline.hpp"

#include <string>

namespace wayfinder::cli {

[[nodiscard]] std::string manual_page(command_outline const& whole);

} // namespace wayfinder::cli
