#include "control/recent.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace wayfinder::control {

void recent_ring::restore(std::vector<ledger_entry> entries)
{
    std::lock_guard const lock{mutex_};
    std::move(entries.begin(), entries.end(), std::back_inserter(entries_));
    entries_.resize(std::min(entries_.size(), capacity));
}

void recent_ring::add(ledger_entry entry)
{
    std::lock_guard const lock{mutex_};
    if (entries_.size() == capacity) entries_.pop_back();
    entries_.push_front(std::move(entry));
}

std::vector<ledger_entry> recent_ring::all() const
{
    std::lock_guard const lock{mutex_};
    return {entries_.begin(), entries_.end()};
}

} // namespace wayfinder::control
