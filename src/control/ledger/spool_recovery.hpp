// What ended processes have left behind on its way into the database.
#pragma once

#include "control/ledger/spool.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace wayfinder::control {

/// Who takes it over.
struct spool_heirs {
    std::function<std::uint64_t(std::string const& name)> written; ///< the last generation that it has
    std::function<std::string(spooled const&)> write;              ///< what is wrong; empty when written
    std::function<void(std::string const& name)> forget;           ///< the spool is gone
    std::function<void(std::string const&)> tell;
};

/// Hands on what is in the spools of this ledger whose processes have ended, and removes these; where that
/// fails leaves them, and returns why.
std::string recover_spools(std::filesystem::path const& ledger, spool_heirs const& heirs);

} // namespace wayfinder::control
