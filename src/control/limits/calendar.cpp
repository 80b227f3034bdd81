#include "control/limits/calendar.hpp"

#include "config/values/civil_time.hpp"

#include <date/tz.h>

#include <array>
#include <cstdio>

namespace wayfinder::control {
namespace {

std::chrono::year_month_day date_of(int day)
{
    return std::chrono::sys_days{std::chrono::days{day}};
}

int number_of(std::chrono::year_month_day date)
{
    return static_cast<int>(std::chrono::sys_days{date}.time_since_epoch().count());
}

int first_of_next_month(int day)
{
    auto const date = date_of(day);
    return number_of((date.year() / date.month() + std::chrono::months{1}) / 1);
}

} // namespace

calendar::calendar(std::string const& zone) : zone_{zone == "UTC" ? nullptr : date::locate_zone(zone)} {}

local_day calendar::day_of(instant at) const
{
    auto const* const last = last_.load(std::memory_order_acquire);
    if (last != nullptr && last->begin <= at && at < last->end) return *last;
    auto const found = find(at);
    std::lock_guard const lock{mutex_};
    auto const kept = known_.emplace(found.number, found).first;
    last_.store(&kept->second, std::memory_order_release);
    return found;
}

local_day calendar::find(instant at) const
{
    local_day found;
    auto const second = std::chrono::floor<std::chrono::seconds>(at);
    auto const local =
        zone_ == nullptr ? second.time_since_epoch() : zone_->to_local(second).time_since_epoch();
    found.number = static_cast<int>(std::chrono::floor<std::chrono::days>(local).count());
    if (at >= begin_of(found.number + 1)) ++found.number; // the clock was set back across midnight
    found.month = month_of(found.number);
    found.begin = begin_of(found.number);
    found.end = begin_of(found.number + 1);
    found.end_of_month = begin_of(first_of_next_month(found.number));
    return found;
}

calendar::instant calendar::begin_of(int day) const
{
    if (zone_ == nullptr) return std::chrono::sys_days{std::chrono::days{day}};
    return zone_->to_sys(date::local_seconds{std::chrono::days{day}}, date::choose::earliest);
}

int month_of(int day)
{
    auto const date = date_of(day);
    return (static_cast<int>(date.year()) - 1970) * 12 + static_cast<int>(unsigned{date.month()}) - 1;
}

std::string day_text(int day)
{
    auto const date = date_of(day);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  unsigned{date.month()}, unsigned{date.day()});
    return text.data();
}

std::optional<int> day_of_text(std::string_view text)
{
    constexpr std::string_view form = "2026-07-31";
    auto const shown = text.size() == form.size() ? config::parse_civil_time(text) : std::nullopt;
    if (!shown) return std::nullopt;
    return static_cast<int>(std::chrono::floor<std::chrono::days>(shown->shown).time_since_epoch().count());
}

} // namespace wayfinder::control
