// Moments as logs have them.
#pragma once

#include <chrono>
#include <string>

namespace wayfinder::telemetry {

/// Appends RFC 3339 in UTC with so many decimals of the second, 3 or 6.
void append_time(std::string& out, std::chrono::system_clock::time_point when, int decimals);

} // namespace wayfinder::telemetry
