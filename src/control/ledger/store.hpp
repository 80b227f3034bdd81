// The ledger's file, open for writing.
#pragma once

#include "control/ledger/request_table.hpp"
#include "control/ledger/spool.hpp"
#include "control/ledger/sqlite.hpp"
#include "control/ledger/sums.hpp"
#include "control/ledger/totals_table.hpp"
#include "control/limits/calendar.hpp"
#include "control/limits/spend.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wayfinder::control {

/// For one thread at a time. Functions that return a text return an empty one on success, else what is wrong,
/// in words for the operator; then nothing in the file has changed.
class ledger_store {
public:
    using instant = std::chrono::system_clock::time_point;
    using opened = std::variant<std::unique_ptr<ledger_store>, std::string>;

    /// How many days have their own totals; older ones are summed into one for each name.
    static constexpr int days_kept = 400;

    /// Creates the file if there is none. `days` must outlive the store.
    static opened open(std::filesystem::path const& file, calendar const& days);

    /// All of them or none, with the mark of the spool that they come from.
    std::string write(std::span<ledger_entry const* const> entries, spool_mark const* from = nullptr);
    std::string write(spooled const& batch);

    /// The last generation of this spool that is written; 0 if there is none, nullopt if it cannot be read.
    [[nodiscard]] std::optional<std::uint64_t> written_of(std::string const& spool);
    void forget_spool(std::string const& spool);

    /// Writes, then deletes, as much as a batch might need.
    std::string probe();

    /// The pages in the write-ahead log. It grows until checkpoint() has copied all of it into the database
    /// and no reader uses it; then it starts over.
    [[nodiscard]] int log_pages() const { return log_pages_; }
    void checkpoint() { database_.checkpoint(); }

    /// Deletes a small part of what has expired. `more`: another step would find work.
    std::string prune(instant now, std::chrono::days retention, bool& more);

    /// Imports totals from elsewhere and records that under `note`. Does nothing if the note exists or the
    /// ledger has been written to; `done` says whether it imported them.
    std::string import(std::span<ledger_total const> totals, std::string_view note, bool& done);
    [[nodiscard]] bool may_import(std::string_view note);

    std::string spent(instant now, spend_book& book) const;
    /// What these entries add to the result of spent().
    [[nodiscard]] spend_book spent_by(std::span<ledger_entry const> entries, instant now) const;
    /// Newest first.
    std::string recent(std::size_t most, std::vector<ledger_entry>& found) const;

private:
    ledger_store(sqlite::database database, calendar const& days);

    [[nodiscard]] std::string problem_of(int code) const;
    int write_rows(std::span<ledger_entry const* const> entries);
    int set_note(std::string_view name, std::string_view value);

    sqlite::database database_;
    calendar const& days_;
    request_table requests_;
    totals_table totals_;
    sqlite::statement note_;
    int log_pages_{};
};

} // namespace wayfinder::control
