// The daemon's own log as its writers see it: one line per event, never prompt text, never secrets.
#pragma once

#include <cstddef>
#include <string_view>

namespace wayfinder::telemetry {

class journal;

enum class severity : unsigned char { debug, info, warning, error };

/// The source of a line. `upstream` covers calls to models, the others are layers of the program.
enum class log_module : unsigned char { app, config, control, gateway, net, upstream };
inline constexpr std::size_t log_module_count = 6;

/// A module's handle for writing; cheap to copy. The journal must outlive it.
class log {
public:
    log(journal& to, log_module whose) : to_{&to}, whose_{whose} {}

    /// The log of another module.
    [[nodiscard]] log of(log_module whose) const { return {*to_, whose}; }

    /// Whether lines of this level are currently written. For lines that are expensive to compose.
    [[nodiscard]] bool has(severity level) const;

    /// Thread-safe.
    void write(severity level, std::string_view line) const;
    void debug(std::string_view line) const { write(severity::debug, line); }
    void info(std::string_view line) const { write(severity::info, line); }
    void warning(std::string_view line) const { write(severity::warning, line); }
    void error(std::string_view line) const { write(severity::error, line); }

private:
    journal* to_;
    log_module whose_;
};

} // namespace wayfinder::telemetry
