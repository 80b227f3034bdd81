// A line of a log, built member by member.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace wayfinder::telemetry {

enum class line_format : unsigned char {
    json, ///< an object a line
    text, ///< name=value, quoted as in JSON where it is not plain
};

/// Writes to the end of `out`. Nothing in a value can begin another member or another line; names are the
/// program's own.
class log_line {
public:
    log_line(std::string& out, line_format format);

    void text(std::string_view name, std::string_view value);
    void number(std::string_view name, std::uint64_t value);
    void flag(std::string_view name, bool value);
    /// With so many decimals.
    void decimal(std::string_view name, double value, int decimals);
    /// RFC 3339 in UTC, to the microsecond.
    void time(std::string_view name, std::chrono::system_clock::time_point value);
    /// In milliseconds, to the microsecond.
    void milliseconds(std::string_view name, std::chrono::microseconds value);
    /// Something that is a JSON value as it stands.
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
