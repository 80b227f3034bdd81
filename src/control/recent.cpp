#include "control/recent.hpp"

#include <algorithm>
#include <utility>

namespace wayfinder::control {

void recent_ring::restore(std::vector<ledger_entry> entries)
{
    std::lock_guard const lock{mutex_};
    for (auto& each : entries) {
        if (entries_.size() == capacity) return;
        entries_.push_back({std::move(each), {}});
    }
}

void recent_ring::add(ledger_entry entry, std::optional<scoring> why)
{
    std::lock_guard const lock{mutex_};
    if (entries_.size() == capacity) entries_.pop_back();
    entries_.push_front({std::move(entry), why});
}

std::vector<ledger_entry> recent_ring::all() const
{
    std::lock_guard const lock{mutex_};
    std::vector<ledger_entry> copies;
    copies.reserve(entries_.size());
    for (auto const& each : entries_) copies.push_back(each.booked);
    return copies;
}

std::optional<recent_request> recent_ring::find(std::string_view request_id) const
{
    std::lock_guard const lock{mutex_};
    auto const is_it = [&](recent_request const& each) { return each.booked.request_id == request_id; };
    auto const found = std::find_if(entries_.begin(), entries_.end(), is_it);
    return found == entries_.end() ? std::nullopt : std::optional{*found};
}

} // namespace wayfinder::control
