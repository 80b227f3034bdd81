// Requests of commands to a running gateway.
#pragma once

#include "cli/commands.hpp"

#include <string>
#include <variant>
#include <vector>

namespace wayfinder::cli {

/// The bodies at these paths, in order; or why one is unavailable, and what to do about it.
[[nodiscard]] std::variant<std::vector<std::string>, std::string>
ask_gateway(gateway_address const& where, std::vector<std::string> const& paths);

} // namespace wayfinder::cli
