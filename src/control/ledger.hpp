// The accounting: the cost of each request, on disk before its answer ends.
#pragma once

#include "config/governance.hpp"
#include "control/batch_thread.hpp"
#include "control/ledger/condition.hpp"
#include "control/ledger/file_lock.hpp"
#include "control/ledger/spool.hpp"
#include "control/ledger/spool_recovery.hpp"
#include "control/ledger/takeover.hpp"
#include "control/ledger/writer.hpp"
#include "control/ledger_entry.hpp"
#include "control/limits/calendar.hpp"
#include "control/limits/spend.hpp"
#include "control/savings/savings.hpp"

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
    std::filesystem::path savings_file{};      ///< the reference's, for a new ledger to import; empty: none
    std::size_t recent{200};                   ///< how many rows to read back at start
    std::chrono::milliseconds patience{5'000}; ///< how long to wait for another wayfinder-router to end
    bool beside_predecessor{};                 ///< it shares the file until it ends

    /// Messages for the operator: imports, failure, recovery. Called on the opening thread and the ledger's.
    std::function<void(std::string const&)> tell{[](std::string const&) {}};
    /// Spending of a process that shared the file and ended before it could write it; it has now been
    /// written. Called on the ledger's thread.
    std::function<void(spend_book const&)> recovered{[](spend_book const&) {}};
};

struct opened_ledger;

/// An SQLite database of request rows and daily totals. A dedicated thread writes it, everything that waits
/// in one transaction; waiting entries are in a spool that survives any end of the process, including `kill
/// -9`. A power failure can lose the last moments but never corrupts the file.
///
/// Only one process writes to a file at a time, except during handover to a successor; any process may read
/// it meanwhile.
class ledger {
public:
    using done = std::function<void(std::string const& problem)>;
    using reported = std::function<void(std::variant<savings_report, std::string>)>;

    /// A text says why the gateway cannot start with this file. Throws for an unknown time zone.
    static std::variant<opened_ledger, std::string> open(ledger_settings settings);
    ~ledger();

    /// From any thread: books the entry at once. A booked entry survives any end of the process and is in the
    /// database moments later. Returns false if record() has to be used: there is no room, or writing fails.
    bool book(ledger_entry const& entry);

    /// From any thread. `report` is called on the ledger's thread: with an empty text once the entry is
    /// committed; otherwise with the problem, and the entry is discarded. While the rule is to serve, an
    /// entry that cannot be committed is kept in memory until it can be, and reported as committed.
    void record(ledger_entry entry, done report);
    /// One or the other, when no caller waits for it.
    void keep(ledger_entry entry);

    /// From any thread. `report` is called on another thread and covers everything booked before. Commits
    /// continue meanwhile.
    void report(savings_period period, reported report);

    /// Retention and rule may change at run time; the file may not.
    void adopt(std::chrono::days retention, config::ledger_failure on_failure);

    /// Lets a successor write alongside this process, from now until keep_alone(): commits of both are added
    /// up, but neither counts the other's spending in its budgets.
    void share_file() { takeover_->share(); }
    /// The other process has ended or is about to: once it has, no other process gets in, and what it left in
    /// its spool is written.
    void keep_alone();

    /// Cheap, from any thread. If unhealthy, the last attempt to write failed for the reason given by
    /// problem(); the ledger retries automatically.
    [[nodiscard]] bool healthy() const { return condition_.healthy(); }
    [[nodiscard]] std::string problem() const { return condition_.problem(); }

    /// Entries that wait until the file is writable, and those that found no room in memory since the start.
    [[nodiscard]] std::size_t backlog() const
    {
        return healthy() ? 0 : condition_.backlog + spool_->waiting();
    }
    [[nodiscard]] std::uint64_t dropped() const { return condition_.dropped; }

private:
    explicit ledger(ledger_settings settings);
    std::string start(opened_ledger& all);
    [[nodiscard]] recovery_target recovery_target_for(ledger_store& store) const;
    bool recover_late(ledger_store& store);
    void import_savings(ledger_store& store);
    void checkpoint() const;

    ledger_settings settings_;
    std::filesystem::path file_;
    calendar days_;
    ledger_rules rules_;
    ledger_condition condition_;
    std::optional<file_lock> lock_;
    std::optional<batch_thread<std::function<void()>>> errands_; // long tasks, run alongside commits
    std::unique_ptr<ledger_spool> spool_;
    std::optional<ledger_writer> writer_;
    std::optional<takeover> takeover_;
    std::string trouble_; // the problem of the last attempt to recover
    std::optional<batch_thread<ledger_writer::item>> writing_;
};

/// A ledger and its contents when it was opened.
struct opened_ledger {
    std::unique_ptr<ledger> books;
    spend_book spent;
    std::vector<ledger_entry> recent; ///< newest first
};

} // namespace wayfinder::control
