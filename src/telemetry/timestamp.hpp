// Timestamps as written in logs.
#pragma once

#include <chrono>
#include <string>

namespace wayfinder::telemetry {

/// Appends an RFC 3339 timestamp in UTC with `decimals` decimals of the second, 3 or 6.
void append_time(std::string& out, std::chrono::system_clock::time_point when, int decimals);

} // namespace wayfinder::telemetry
