// The reference's savings file, read for a new ledger.
#pragma once

#include "control/ledger/sums.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::control {

/// What a `wayfinder-savings.json` holds as far as it can be read, and what of it cannot, in words for the
/// operator. Days are taken or left as a whole.
///
/// The file counts turns, not kinds of tokens: all of them become prompt tokens. Amounts become nano-dollars,
/// or 1e-9 of a relative unit when it says that it was not priced. A day is the sum of its routes; what it
/// has beyond them counts for the route "imported".
struct imported_savings {
    std::vector<ledger_total> totals;
    std::vector<std::string> complaints;
};

imported_savings read_savings_text(std::string_view text);

/// Of a file that is not there: nothing.
imported_savings read_savings_file(std::filesystem::path const& file);

} // namespace wayfinder::control
