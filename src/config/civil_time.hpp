// Dates and times as people write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::config {

/// What a calendar and a clock show. Without an offset it takes a time zone to make a moment of it.
struct civil_time {
    std::chrono::local_time<std::chrono::milliseconds> shown{};
    std::optional<std::chrono::minutes> offset{}; ///< from UTC
};

/// What TOML takes for dates and times (after RFC 3339): `2027-01-01`, which is its first moment,
/// `2027-01-01T12:30:00`, and this with `Z` or an offset such as `+01:00`. Digits behind those of the
/// milliseconds do not count.
std::optional<civil_time> parse_civil_time(std::string_view text);

/// The same as a rule for texts: what is wrong, as the end of "'key' must be ...".
std::optional<std::string> check_civil_time(std::string_view text);

inline constexpr std::string_view civil_time_phrase{
    "a date or a date and time, such as 2027-01-01 or 2027-01-01T12:00:00Z"};

/// The moment. One that the clock cannot count to (the years before 1678 and after 2261) is the nearest that
/// it can.
std::chrono::system_clock::time_point moment_of(civil_time const& when, std::string_view time_zone);

} // namespace wayfinder::config
