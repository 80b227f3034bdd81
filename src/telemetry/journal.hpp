// Writes the daemon's own log to stderr, from a separate thread.
#pragma once

#include "telemetry/log.hpp"
#include "telemetry/log_line.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace wayfinder::telemetry {

struct journal_settings {
    line_format format{line_format::text};
    /// The lowest severity that each module writes; nullopt: nothing, not even errors.
    std::array<std::optional<severity>, log_module_count> least{};
};

/// Lines go to a writer thread through a bounded queue. When it is full, the oldest lines are dropped, so
/// that a blocked stderr never blocks a request. Nothing in a line can end it or start another.
class journal {
public:
    /// Text format, level `info` for all modules.
    journal();
    ~journal();
    journal(journal const&) = delete;
    journal& operator=(journal const&) = delete;

    // All thread-safe.
    void adopt(journal_settings const& settings);
    [[nodiscard]] bool has(log_module whose, severity level) const;
    void write(log_module whose, severity level, std::string_view line);
    /// Lines dropped since the start.
    [[nodiscard]] std::uint64_t dropped() const;

private:
    struct machine;
    std::unique_ptr<machine> machine_;
};

} // namespace wayfinder::telemetry
