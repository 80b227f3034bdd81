// Single requests as database rows.
#pragma once

#include "control/ledger/sqlite.hpp"
#include "control/ledger_entry.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayfinder::control {

/// Codes are SQLite's.
class request_table {
public:
    explicit request_table(sqlite::database const& database);

    int add(ledger_entry const& entry, int day);

    /// Deletes the oldest `most` rows from before `when`: a batch, so that it takes only a moment.
    int prune(std::chrono::system_clock::time_point when, std::size_t most);

private:
    int insert(std::int64_t at, ledger_entry const& entry, std::string_view tags, int day);

    sqlite::statement insert_;
    sqlite::statement prune_;
    // The last entry's requested key and its actual one: many entries may share one instant.
    std::int64_t asked_{};
    std::int64_t given_{};
};

/// The last `most` rows, newest first.
int recent_requests(sqlite::database const& database, std::size_t most, std::vector<ledger_entry>& found);

} // namespace wayfinder::control
