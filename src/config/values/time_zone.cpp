#include "config/values/time_zone.hpp"

#include <date/tz.h>

#include <algorithm>

namespace wayfinder::config {

namespace {

constexpr std::string_view utc{"UTC"};

} // namespace

std::vector<std::string_view> time_zone_names()
{
    std::vector<std::string_view> names;
    for (auto const& zone : date::get_tzdb().zones)
        // With the machine's own zone the same file would mean something else on another machine.
        if (zone.name() != "localtime") names.emplace_back(zone.name());
    return names;
}

std::optional<std::string> check_time_zone(std::string_view name)
{
    if (name == utc) return std::nullopt; // even if there is no database
    auto const names = time_zone_names();
    auto const exists = std::find(names.begin(), names.end(), name) != names.end();
    return exists ? std::nullopt : std::optional<std::string>{time_zone_phrase};
}

std::chrono::system_clock::time_point moment_in(std::string_view zone,
                                                std::chrono::local_time<std::chrono::milliseconds> shown)
{
    auto const since_epoch = shown.time_since_epoch();
    if (zone == utc) return std::chrono::system_clock::time_point{since_epoch};
    date::local_time<std::chrono::milliseconds> const local{since_epoch};
    return date::locate_zone(std::string{zone})->to_sys(local, date::choose::earliest);
}

} // namespace wayfinder::config
