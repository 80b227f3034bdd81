// What commands ask of a gateway that runs.
#pragma once

#include "cli/commands.hpp"

#include <string>
#include <variant>
#include <vector>

namespace wayfinder::cli {

/// The bodies behind these paths, in their order; or why one is not to be had, and what to do about it.
[[nodiscard]] std::variant<std::vector<std::string>, std::string>
ask_gateway(gateway_address const& where, std::vector<std::string> const& paths);

} // namespace wayfinder::cli
