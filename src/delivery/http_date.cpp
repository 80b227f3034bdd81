#include "delivery/http_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace wayfinder::delivery {
namespace {

namespace chrono = std::chrono;

/// The parts between any of the `separators`; consecutive separators count as one.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view separators)
{
    std::vector<std::string_view> parts;
    for (auto from = text.find_first_not_of(separators); from != text.npos;) {
        auto const to = std::min(text.find_first_of(separators, from), text.size());
        parts.push_back(text.substr(from, to - from));
        from = text.find_first_not_of(separators, to);
    }
    return parts;
}

/// A number of `least` to `most` digits and nothing else.
std::optional<int> digits(std::string_view text, std::size_t least, std::size_t most)
{
    int value{};
    if (text.size() < least || text.size() > most || text.front() < '0' || text.front() > '9')
        return std::nullopt;
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<chrono::month> month_of(std::string_view name)
{
    constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return chrono::month{static_cast<unsigned>(found - names.begin()) + 1};
}

std::optional<chrono::seconds> time_of_day(std::string_view text)
{
    if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
    auto const hour = digits(text.substr(0, 2), 2, 2);
    auto const minute = digits(text.substr(3, 2), 2, 2);
    auto const second = digits(text.substr(6, 2), 2, 2);
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return chrono::hours{*hour} + chrono::minutes{*minute} + chrono::seconds{*second}; // 60: a leap second
}

std::optional<chrono::year> year_of(std::string_view text, chrono::system_clock::time_point now)
{
    auto const number = digits(text, 2, 4);
    if (!number || text.size() == 3) return std::nullopt;
    if (text.size() == 4) return chrono::year{*number};
    auto const present = static_cast<int>(chrono::year_month_day{chrono::floor<chrono::days>(now)}.year());
    auto const guess = present - present % 100 + *number;
    return chrono::year{guess > present + 50 ? guess - 100 : guess};
}

} // namespace

std::optional<chrono::sys_seconds> parse_http_date(std::string_view text,
                                                   chrono::system_clock::time_point now)
{
    auto const parts = parts_of(text, " -,");
    if (parts.size() < 5) return std::nullopt;
    bool const asctime = parts.size() == 5;
    if (!asctime && (parts.size() != 6 || parts[5] != "GMT")) return std::nullopt;
    auto const day = digits(parts[asctime ? 2 : 1], 1, 2);
    auto const month = month_of(parts[asctime ? 1 : 2]);
    auto const year = year_of(parts[asctime ? 4 : 3], now);
    auto const time = time_of_day(parts[asctime ? 3 : 4]);
    if (!day || !month || !year || !time) return std::nullopt;
    auto const date = *year / *month / chrono::day{static_cast<unsigned>(*day)};
    if (!date.ok()) return std::nullopt;
    return chrono::sys_days{date} + *time;
}

} // namespace wayfinder::delivery
