// Whether this machine is fit for the gateway: port, clock, ledger.
#pragma once

#include "cli/doctor/finding.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::cli {

/// Whether `serve` could listen on an address in the form of gateway.listen, and if not, what does. Unix
/// sockets are not tried.
[[nodiscard]] finding diagnose_port(std::string const& address);

/// Compares the clock with the HTTP dates that other machines just sent; some may be wrong themselves, so the
/// nearest one counts.
[[nodiscard]] finding diagnose_clock(std::chrono::system_clock::time_point now,
                                     std::vector<std::string> const& dates);

/// Whether the ledger can be kept in this file. Does not create it.
[[nodiscard]] finding diagnose_ledger(std::filesystem::path const& file);

/// Whether another file can be kept that grows or is replaced while the gateway runs: `what` it is, and the
/// `key` that names it.
[[nodiscard]] finding diagnose_state(std::string what, std::filesystem::path const& file,
                                     std::string_view key);

} // namespace wayfinder::cli
