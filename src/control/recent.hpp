// The most recent requests, for observers.
#pragma once

#include "control/ledger_entry.hpp"

#include <wayfinder/feature.hpp>
#include <wayfinder/score.hpp>

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace wayfinder::control {

/// The inputs of a score.
struct scoring {
    features counts;
    weights by;
};

struct recent_request {
    ledger_entry booked;
    std::optional<scoring> why; ///< for requests since the start; not in the ledger
};

/// A ring of the most recent requests, shared by all threads.
class recent_ring {
public:
    static constexpr std::size_t capacity = 200;

    /// At start: what the ledger has, newest first.
    void restore(std::vector<ledger_entry> entries);
    void add(ledger_entry entry, std::optional<scoring> why = {});

    /// Newest first.
    [[nodiscard]] std::vector<ledger_entry> all() const;
    /// The newest one with this request id.
    [[nodiscard]] std::optional<recent_request> find(std::string_view request_id) const;

private:
    mutable std::mutex mutex_;
    std::deque<recent_request> entries_; ///< newest first
};

} // namespace wayfinder::control
