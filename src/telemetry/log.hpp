// The daemon's own log as its writers see it: one line an event, never prompt text, never a secret.
#pragma once

#include <cstddef>
#include <string_view>

namespace wayfinder::telemetry {

class journal;

enum class severity : unsigned char { debug, info, warning, error };

/// Who speaks. `upstream` are the calls of models, the others the layers of the program.
enum class log_module : unsigned char { app, config, control, gateway, net, upstream };
inline constexpr std::size_t log_module_count = 6;

/// What one module writes with; a copy is as good. The journal outlives it.
class log {
public:
    log(journal& to, log_module whose) : to_{&to}, whose_{whose} {}

    /// The log of another module.
    [[nodiscard]] log of(log_module whose) const { return {*to_, whose}; }

    /// Whether such lines are written at present: for lines that cost something to put together.
    [[nodiscard]] bool has(severity level) const;

    /// From any thread.
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
