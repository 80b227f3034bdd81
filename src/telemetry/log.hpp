// The daemon's own log: one line an event, on stderr, never prompt text, never a secret.
#pragma once

#include <memory>
#include <string_view>

namespace wayfinder::telemetry {

enum class severity : unsigned char { debug, info, warning, error };

/// Writes from any thread; lines are handed to a writer thread through a bounded queue, and when that is full
/// the oldest are dropped, so that a blocked stderr never blocks a request. What others have put
/// into a line is made harmless, see log_line.hpp.
class log {
public:
    log();
    ~log();
    log(log const&) = delete;
    log& operator=(log const&) = delete;

    void write(severity level, std::string_view line);
    void info(std::string_view line) { write(severity::info, line); }
    void warning(std::string_view line) { write(severity::warning, line); }
    void error(std::string_view line) { write(severity::error, line); }

private:
    struct sink;
    std::unique_ptr<sink> sink_;
};

} // namespace wayfinder::telemetry
