#include "telemetry/timestamp.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace wayfinder::telemetry {

void append_time(std::string& out, std::chrono::system_clock::time_point when, int decimals)
{
    using namespace std::chrono;
    auto const whole = floor<seconds>(when);
    auto const seconds_of = system_clock::to_time_t(whole);
    std::tm parts{};
    ::gmtime_r(&seconds_of, &parts);
    auto const fraction = static_cast<int>(duration_cast<microseconds>(when - whole).count());
    std::array<char, 96> text{};
    auto const size =
        std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%0*dZ", parts.tm_year + 1900,
                      parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, decimals,
                      decimals == 3 ? fraction / 1000 : fraction);
    out.append(text.data(), static_cast<std::size_t>(size));
}

} // namespace wayfinder::telemetry
