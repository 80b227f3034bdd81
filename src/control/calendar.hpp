// Days and months as the clocks of one time zone have them.
#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace wayfinder::control {

/// A day begins at its first midnight, or where a zone leaves midnight out, at the instant that takes its
/// place; a clock that is set back over midnight does not bring the day before back.
struct local_day {
    using instant = std::chrono::system_clock::time_point;

    int number{}; ///< days since 1970-01-01
    int month{};  ///< months since January 1970
    instant begin;
    instant end; ///< the first instant of the next day
    instant end_of_month;
};

class calendar {
public:
    using instant = local_day::instant;

    /// An IANA name. Throws std::runtime_error when the system does not know it. "UTC" needs no database.
    explicit calendar(std::string const& zone);

    /// From any thread. A few nanoseconds for an instant of the day that was last asked for, in which case
    /// it takes no lock.
    [[nodiscard]] local_day day_of(instant at) const;

private:
    [[nodiscard]] local_day find(instant at) const;
    [[nodiscard]] instant begin_of(int day) const;

    date::time_zone const* zone_{}; // none: UTC
    mutable std::atomic<local_day const*> last_{};
    mutable std::mutex mutex_;
    mutable std::map<int, local_day> known_; // by number; never shrinks, and grows once a day
};

/// Months since January 1970 of a day's number.
int month_of(int day);

/// "2026-07-31"
std::string day_text(int day);

/// The number of a day written like that; nullopt when there is no such day.
std::optional<int> day_of_text(std::string_view text);

} // namespace wayfinder::control
