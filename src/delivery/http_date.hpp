// Parses the dates of HTTP header fields.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace wayfinder::delivery {

/// RFC 9110, 5.6.7, in any of the three forms that a recipient must accept: `Sun, 06 Nov 1994 08:49:37 GMT`,
/// `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov 6 08:49:37 1994`. A two-digit year means the one that is at
/// most 50 years after `now`. The day of the week is not checked against the date.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text,
                                                        std::chrono::system_clock::time_point now);

} // namespace wayfinder::delivery
