// The books: what each request cost, on the disk before its answer ends.
#pragma once

#include "config/governance.hpp"
#include "control/batch_thread.hpp"
#include "control/calendar.hpp"
#include "control/ledger/condition.hpp"
#include "control/ledger/file_lock.hpp"
#include "control/ledger/spool.hpp"
#include "control/ledger/writer.hpp"
#include "control/ledger_entry.hpp"
#include "control/savings.hpp"
#include "control/spend.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wayfinder::control {

struct ledger_settings {
    config::ledger place;
    config::ledger_failure on_failure{config::ledger_failure::refuse};
    std::string time_zone{"UTC"};
    std::filesystem::path savings_file{}; ///< of the reference, for a new ledger to take over; empty: none
    std::size_t recent{200};              ///< how many rows to read back at start
    std::chrono::milliseconds patience{5'000}; ///< with another wayfinder-router that is about to end
    bool beside_predecessor{};                 ///< which shares the file until it ends

    /// Lines for the operator: imports, trouble and its end. From the opening thread and the ledger's.
    std::function<void(std::string const&)> tell{[](std::string const&) {}};
};

struct opened_ledger;

/// An SQLite database of request rows and daily totals. It is written by a thread of its own, all that waits
/// in one transaction; what waits lies in a spool that survives whatever becomes of the process, `kill -9`
/// included. The loss of power can take the last moments with it, but never tears the file.
///
/// One process at a time writes to a file, but for one that hands over to its successor; anybody may read it
/// meanwhile.
class ledger {
public:
    using done = std::function<void(std::string const& problem)>;
    using reported = std::function<void(std::variant<savings_report, std::string>)>;

    /// A text says why the gateway cannot start with this file. Throws for an unknown time zone.
    static std::variant<opened_ledger, std::string> open(ledger_settings settings);
    ~ledger();

    /// From any thread: books the entry at once. What is booked survives whatever becomes of the process, and
    /// is in the database moments later. False where record() has to be asked: there is no room, or no hope.
    bool book(ledger_entry const& entry);

    /// From any thread. `report` is called on the ledger's thread: with an empty text when the entry is
    /// committed; else with the problem, and the entry is forgotten. While the rule is to serve, an entry
    /// that cannot be committed is kept in memory until it can be, and reported as if it were.
    void record(ledger_entry entry, done report);
    /// One or the other, where nobody waits for it.
    void keep(ledger_entry entry);

    /// From any thread. `report` is called on another thread, with all that was booked before. Commits go on
    /// meanwhile.
    void report(savings_period period, reported report);

    /// Retention and rule may change while it runs; the file may not.
    void adopt(std::chrono::days retention, config::ledger_failure on_failure);

    /// Lets a successor write beside this process, from now until keep_alone(): what either commits is added
    /// to what the other has, but neither counts in its budgets what the other spends.
    void share_file() { lock_->share(); }
    /// False while another process still shares the file.
    bool keep_alone() { return lock_->keep_alone(); }

    /// Cheap, from any thread. When not healthy, the last attempt to write has failed for the reason that
    /// problem() gives; the ledger tries again by itself.
    [[nodiscard]] bool healthy() const { return condition_.healthy(); }
    [[nodiscard]] std::string problem() const { return condition_.problem(); }

    /// Entries that wait for the file to become well, and those that found no room in memory since the start.
    [[nodiscard]] std::size_t backlog() const
    {
        return healthy() ? 0 : condition_.backlog + spool_->waiting();
    }
    [[nodiscard]] std::uint64_t dropped() const { return condition_.dropped; }

private:
    explicit ledger(ledger_settings settings);
    std::string start(opened_ledger& all);
    std::string recover(ledger_store& store);
    void import_savings(ledger_store& store);
    void checkpoint() const;

    ledger_settings settings_;
    std::filesystem::path file_;
    calendar days_;
    ledger_rules rules_;
    ledger_condition condition_;
    std::optional<file_lock> lock_;
    std::optional<batch_thread<std::function<void()>>> errands_; // what takes long, beside the commits
    std::unique_ptr<ledger_spool> spool_;
    std::optional<ledger_writer> writer_;
    std::optional<batch_thread<ledger_writer::item>> writing_;
};

/// A ledger and what was in it when it was opened.
struct opened_ledger {
    std::unique_ptr<ledger> books;
    spend_book spent;
    std::vector<ledger_entry> recent; ///< the newest first
};

} // namespace wayfinder::control
