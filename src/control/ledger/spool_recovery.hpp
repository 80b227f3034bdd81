// Recovers entries that ended processes left on their way into the database.
#pragma once

#include "control/ledger/spool.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace wayfinder::control {

/// The destination of recovered entries.
struct recovery_target {
    /// The last generation in it; nullopt if that is unknown.
    std::function<std::optional<std::uint64_t>(std::string const& name)> written;
    std::function<std::string(spooled const&)> write;    ///< an error; empty if written
    std::function<void(std::string const& name)> forget; ///< the spool is gone
    std::function<void(std::string const&)> tell;
    /// A process, possibly this one, still has the spool locked.
    std::function<void(std::string const& name)> lives{[](std::string const&) {}};
};

/// Passes on the contents of this ledger's spools whose processes have ended, and removes these spools, or
/// renames them if they are damaged; on failure leaves them and returns why.
std::string recover_spools(std::filesystem::path const& ledger, recovery_target const& to);

} // namespace wayfinder::control
