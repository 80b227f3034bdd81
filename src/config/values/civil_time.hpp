// Dates and times as people write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::config {

/// A calendar date and a time of day. Without an offset, a time zone is needed to get a point in time.
struct civil_time {
    std::chrono::local_time<std::chrono::milliseconds> shown{};
    std::optional<std::chrono::minutes> offset{}; ///< from UTC
};

/// TOML's dates and times (RFC 3339): `2027-01-01`, which means its first moment, `2027-01-01T12:30:00`, and
/// the latter with `Z` or an offset such as `+01:00`. Digits beyond milliseconds are ignored.
std::optional<civil_time> parse_civil_time(std::string_view text);

/// The same as a check of a text: what is wrong, as the end of "'key' must be ...".
std::optional<std::string> check_civil_time(std::string_view text);

inline constexpr std::string_view civil_time_phrase{
    "a date or a date and time, such as 2027-01-01 or 2027-01-01T12:00:00Z"};

/// The point in time. One outside the clock's range (years before 1678 or after 2261) becomes the nearest one
/// inside it.
std::chrono::system_clock::time_point moment_of(civil_time const& when, std::string_view time_zone);

} // namespace wayfinder::config
