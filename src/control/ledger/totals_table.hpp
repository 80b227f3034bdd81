// Sums by day, as database rows.
#pragma once

#include "control/ledger/sqlite.hpp"
#include "control/ledger/sums.hpp"
#include "control/limits/calendar.hpp"

#include <functional>
#include <map>
#include <span>
#include <string_view>
#include <tuple>

namespace wayfinder::control {

/// What a batch of entries adds to the totals: one row for many of them. Contains views into the entries.
struct total_key {
    int day{};
    control::dimension dimension{};
    std::string_view name;
    control::unit unit{};

    friend auto operator<=>(total_key const&, total_key const&) = default;
};
using batch_totals = std::map<total_key, ledger_sums>;

/// The day that an entry counts towards.
int day_of(ledger_entry const& entry, calendar const& days);

batch_totals totals_of(std::span<ledger_entry const* const> entries, calendar const& days);

/// Codes are SQLite's.
class totals_table {
public:
    explicit totals_table(sqlite::database const& database);

    int add(total_key const& where, ledger_sums const& sums);

    /// The oldest day with its own rows; `long_ago` if there is none.
    int oldest_day(int& code);
    /// Adds a day's rows to those of `long_ago`. Must be called within a transaction.
    int fold(int day);

private:
    sqlite::statement add_;
    sqlite::statement oldest_;
    sqlite::statement fold_;
    sqlite::statement forget_;
};

/// Every total from `first` on, including `long_ago` if that is `first`.
int each_total(sqlite::database const& database, int first,
               std::function<void(ledger_total const&)> const& visit);

} // namespace wayfinder::control
