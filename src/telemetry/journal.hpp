// Where the lines of the daemon's own log go: to stderr, by a thread of its own.
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
    /// The least that each module writes; nothing: not even errors.
    std::array<std::optional<severity>, log_module_count> least{};
};

/// Lines are handed to a writer thread through a bounded queue, and when that is full the oldest are dropped,
/// so that a blocked stderr never blocks a request. Nothing in a line can end it or begin another.
class journal {
public:
    /// Text, and of all modules what is worth an `info`.
    journal();
    ~journal();
    journal(journal const&) = delete;
    journal& operator=(journal const&) = delete;

    // All from any thread.
    void adopt(journal_settings const& settings);
    [[nodiscard]] bool has(log_module whose, severity level) const;
    void write(log_module whose, severity level, std::string_view line);
    /// Lines that found no room since the start.
    [[nodiscard]] std::uint64_t dropped() const;

private:
    struct machine;
    std::unique_ptr<machine> machine_;
};

} // namespace wayfinder::telemetry
