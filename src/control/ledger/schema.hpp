// The tables of a ledger, and the versions that this gateway understands.
#pragma once

#include "control/ledger/sqlite.hpp"

#include <string>

namespace wayfinder::control {

/// Stored in the file as SQLite's user_version. Since 2 requests have their propensity.
inline constexpr int ledger_schema = 2;

/// Sets up the connection for writing, creates the tables in an empty file and upgrades older ones. Returns
/// an empty text if the file is now a ledger that this gateway can write, else why it is not.
std::string prepare_for_writing(sqlite::database& connection);

/// Empty if the file is a ledger that this gateway can read.
std::string check_for_reading(sqlite::database& connection);

/// The names of SQL columns, separated by commas.
template <class Columns, class Spell>
std::string listed(Columns const& columns, Spell spell)
{
    std::string text;
    for (auto const& each : columns) text += (text.empty() ? "" : ", ") + spell(each);
    return text;
}

} // namespace wayfinder::control
