// The work of the ledger's thread: write what arrives, wait out failures, delete what is old.
#pragma once

#include "config/governance.hpp"
#include "control/ledger/condition.hpp"
#include "control/ledger/spool.hpp"
#include "control/ledger/store.hpp"
#include "control/ledger_entry.hpp"

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wayfinder::control {

/// Rules that may change at run time.
struct ledger_rules {
    std::atomic<std::chrono::days> retention;
    std::atomic<config::ledger_failure> on_failure;
};

/// Used only by the ledger's thread, except for construction and destruction.
class ledger_writer {
public:
    using clock = std::chrono::steady_clock;
    using store_ptr = std::unique_ptr<ledger_store>;

    /// Something to write, or only a request that everything before it be written.
    struct item {
        std::optional<ledger_entry> entry;
        std::function<void(std::string const& problem)> done;
    };

    /// How long entries gather in the spool before they are written.
    static constexpr std::chrono::milliseconds gathering{25};

    /// How many entries wait in memory while the file cannot be written; further ones are only counted.
    static constexpr std::size_t most_backlog = 100'000;

    /// What others do for it.
    struct helpers {
        std::function<void()> checkpoint;             ///< soon, on another thread: it waits for the disk
        std::function<void(std::string const&)> tell; ///< informs the operator when the state changes
    };

    ledger_writer(store_ptr store, ledger_spool& spool, helpers others, ledger_rules const& rules,
                  ledger_condition& condition);

    /// Writes and reports the batch, and does whatever else is due. Returns the latest time of the next call.
    clock::time_point work(std::vector<item>& batch);

    /// A last attempt to write what is waiting.
    void close();

private:
    void settle(std::vector<item>& batch);
    void keep(std::vector<item>& batch, std::string const& problem);
    void recover();
    void tend_spool(bool at_once);
    std::string write_spool();
    std::string write_backlog();
    void prune();
    void tend_log();
    /// Marks the ledger broken if there is a problem.
    void note(std::string const& problem);
    [[nodiscard]] bool broken() const { return !condition_.healthy(); }
    [[nodiscard]] bool serving() const { return rules_.on_failure == config::ledger_failure::serve; }

    store_ptr store_;
    ledger_spool& spool_;
    helpers others_;
    ledger_rules const& rules_;
    ledger_condition& condition_;
    std::deque<ledger_entry> backlog_; // oldest first
    std::chrono::milliseconds pause_{};
    clock::time_point retry_at_{};
    clock::time_point prune_at_{};
    clock::time_point gathered_at_{clock::time_point::max()}; // none while the spool is empty
    int tended_at_{};                                         // pages of the write-ahead log when last tended
};

} // namespace wayfinder::control
