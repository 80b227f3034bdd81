// Days and months in one time zone.
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

/// A day begins at its first midnight or, where a zone skips midnight, at the instant that replaces it;
/// setting the clock back across midnight does not return to the previous day.
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

    /// An IANA name. Throws std::runtime_error if the system does not know it. "UTC" needs no database.
    explicit calendar(std::string const& zone);

    /// Thread-safe. Takes a few nanoseconds and no lock for an instant within the day of the last call.
    [[nodiscard]] local_day day_of(instant at) const;

private:
    [[nodiscard]] local_day find(instant at) const;
    [[nodiscard]] instant begin_of(int day) const;

    date::time_zone const* zone_{}; // none: UTC
    mutable std::atomic<local_day const*> last_{};
    mutable std::mutex mutex_;
    mutable std::map<int, local_day> known_; // by number; never shrinks, grows by one entry a day
};

/// The month of a day, as months since January 1970.
int month_of(int day);

/// "2026-07-31"
std::string day_text(int day);

/// The number of a day in that format; nullopt if there is no such day.
std::optional<int> day_of_text(std::string_view text);

} // namespace wayfinder::control
