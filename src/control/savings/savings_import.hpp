// Reads the reference's savings file for a new ledger.
#pragma once

#include "control/ledger/sums.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::control {

/// The readable contents of a `wayfinder-savings.json`, and what cannot be read, in words for the operator. A
/// day is imported as a whole or not at all.
///
/// The file counts turns, not kinds of tokens: all of them become prompt tokens. Amounts become nano-dollars,
/// or 1e-9 of a relative unit if the file says that it was not priced. A day is the sum of its routes; any
/// excess over them counts for the route "imported".
struct imported_savings {
    std::vector<ledger_total> totals;
    std::vector<std::string> complaints;
};

imported_savings read_savings_text(std::string_view text);

/// Empty if the file does not exist.
imported_savings read_savings_file(std::filesystem::path const& file);

} // namespace wayfinder::control
