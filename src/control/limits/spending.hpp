// What has been spent and what is reserved under one name.
#pragma once

#include "config/governance.hpp"
#include "control/limits/spend.hpp"

#include <array>
#include <cstdint>

namespace wayfinder::control {

/// A day and a month of the gateway's time zone, numbered so that later ones are greater.
struct budget_date {
    std::int64_t day{};
    std::int64_t month{};
};

/// What was spent in each of the last few days or months, so that after the clock was wrong for a while the
/// sums of the right day still apply.
class period_sums {
public:
    /// At start: from the ledger.
    void restore(std::int64_t period, config::nano_dollars sum);
    /// Starts a period, or continues one of the last few. A step back to the unknown period just before has
    /// no effect: clocks are adjusted by a little now and then.
    void enter(std::int64_t period);

    [[nodiscard]] config::nano_dollars now() const { return last_.front().sum; }
    void add(config::nano_dollars amount) { last_.front().sum += amount; }

private:
    struct entry {
        std::int64_t period{};
        config::nano_dollars sum{};
    };
    std::array<entry, 3> last_; ///< the current one first
};

/// Sums by window. A reservation belongs to whichever window it will be settled in.
class spending {
public:
    /// At start: the spending in the ledger.
    void restore(spend_record before, budget_date today);

    /// Adds what was spent elsewhere on this account.
    void add(spend_record more);

    /// Starts a new day or month when it has come.
    void advance(budget_date today);

    [[nodiscard]] config::nano_dollars spent_in(config::budget_window window) const;
    [[nodiscard]] config::nano_dollars reserved() const { return reserved_; }

    void reserve(config::nano_dollars amount) { reserved_ += amount; }
    /// Replaces a reservation with the actual spending.
    void settle(config::nano_dollars reserved, config::nano_dollars real);

private:
    period_sums day_;
    period_sums month_;
    config::nano_dollars all_{};
    config::nano_dollars reserved_{};
};

} // namespace wayfinder::control
