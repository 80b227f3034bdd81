// The tables of a ledger, and which ones this gateway understands.
#pragma once

#include "control/ledger/sqlite.hpp"

#include <string>

namespace wayfinder::control {

/// Kept in the file as SQLite's user_version. From 2 on requests have their propensity.
inline constexpr int ledger_schema = 2;

/// Sets the connection up for writing, makes the tables in an empty file and brings those of an older one up
/// to date. Empty when the file is now a
/// ledger that this gateway can write; else why it is not.
std::string prepare_for_writing(sqlite::database& connection);

/// Empty when the file is a ledger that this gateway can read.
std::string check_for_reading(sqlite::database& connection);

/// The names of SQL columns, a comma between them.
template <class Columns, class Spell>
std::string listed(Columns const& columns, Spell spell)
{
    std::string text;
    for (auto const& each : columns) text += (text.empty() ? "" : ", ") + spell(each);
    return text;
}

} // namespace wayfinder::control
