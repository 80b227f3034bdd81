// The time zones of the machine: its own database (Debian: tzdata), read from disk, never from a network.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

/// The IANA names of the database.
std::vector<std::string_view> time_zone_names();

/// Says what is wrong with a name, as the end of "'key' must be ..."; nullopt if the zone exists.
std::optional<std::string> check_time_zone(std::string_view name);

inline constexpr std::string_view time_zone_phrase{"an IANA time zone such as \"UTC\" or \"Europe/Berlin\""};

/// When the clocks of a zone show this time. If they show it twice, the first time; if they skip it, the
/// moment at which they are put forward.
std::chrono::system_clock::time_point moment_in(std::string_view zone,
                                                std::chrono::local_time<std::chrono::milliseconds> shown);

} // namespace wayfinder::config
