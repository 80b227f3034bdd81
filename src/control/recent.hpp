// The last requests, for whoever watches.
#pragma once

#include "control/ledger_entry.hpp"

#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

namespace wayfinder::control {

/// A ring of the last requests, shared by all threads.
class recent_ring {
public:
    static constexpr std::size_t capacity = 200;

    /// At start: what the ledger remembers, newest first.
    void restore(std::vector<ledger_entry> entries);
    void add(ledger_entry entry);

    /// Newest first.
    [[nodiscard]] std::vector<ledger_entry> all() const;

private:
    mutable std::mutex mutex_;
    std::deque<ledger_entry> entries_; ///< newest first
};

} // namespace wayfinder::control
