// A line of a log, built member by member.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace wayfinder::telemetry {

enum class line_format : unsigned char {
    json, ///< one object per line
    text, ///< name=value, quoted as in JSON where necessary
};

/// Appends to `out`. Nothing in a value can start another member or line; names come from the program itself.
class log_line {
public:
    log_line(std::string& out, line_format format);

    void text(std::string_view name, std::string_view value);
    void number(std::string_view name, std::uint64_t value);
    void flag(std::string_view name, bool value);
    /// With this number of decimals.
    void decimal(std::string_view name, double value, int decimals);
    /// RFC 3339 in UTC, to the microsecond.
    void time(std::string_view name, std::chrono::system_clock::time_point value);
    /// In milliseconds, to the microsecond.
    void milliseconds(std::string_view name, std::chrono::microseconds value);
    /// A value that is already JSON.
    void literal(std::string_view name, std::string_view value);

    /// Ends the line.
    void finish();

private:
    void begin(std::string_view name);

    std::string& out_;
    line_format format_;
    bool first_{true};
};

} // namespace wayfinder::telemetry
