#include "net/date.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace wayfinder::net {
namespace {

// Not strftime, which depends on the locale.
constexpr std::array<char const*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<char const*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::size_t size = 29;

struct written_date {
    std::time_t of{-1};
    std::array<char, 64> text{}; ///< sized for the longest output that the format allows
};

void write(written_date& date)
{
    std::tm parts{};
    ::gmtime_r(&date.of, &parts);
    std::snprintf(date.text.data(), date.text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                  days[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                  months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour,
                  parts.tm_min, parts.tm_sec);
}

} // namespace

std::string_view http_date()
{
    thread_local written_date last;
    auto const now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    if (now != last.of) {
        last.of = now;
        write(last);
    }
    return {last.text.data(), size};
}

} // namespace wayfinder::net
