// What has been spent and what is reserved, under one name.
#pragma once

#include "config/governance.hpp"

#include <cstdint>

namespace wayfinder::control {

/// A day and a month of the gateway's time zone, numbered so that later ones are greater.
struct budget_date {
    std::int64_t day{};
    std::int64_t month{};
};

/// What was spent on this day, in this month, and ever.
struct spent {
    config::nano_dollars day{};
    config::nano_dollars month{};
    config::nano_dollars all{};
};

/// Sums by window. What is reserved belongs to whatever window it will be settled in.
class spending {
public:
    /// At start: what the ledger knows.
    void restore(spent before, budget_date today);

    /// Begins a new day or month when it has come. The clock going back begins none.
    void advance(budget_date today);

    [[nodiscard]] config::nano_dollars spent_in(config::budget_window window) const;
    [[nodiscard]] config::nano_dollars reserved() const { return reserved_; }

    void reserve(config::nano_dollars amount) { reserved_ += amount; }
    /// Replaces what was reserved by what was spent.
    void settle(config::nano_dollars reserved, config::nano_dollars real);

private:
    budget_date today_;
    spent sums_;
    config::nano_dollars reserved_{};
};

} // namespace wayfinder::control
