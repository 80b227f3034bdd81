// Timeouts for a peer that must make progress, and more than one byte at a time.
#pragma once

#include "net/heartbeat.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace wayfinder::net {

/// Two limits on a transfer. Each step may last at most `silence`. In total, the steps may exceed the time
/// that their bytes need at `least_rate` by at most `silence`: a peer cannot hold a connection forever by
/// sending a byte now and then. A fast start earns no credit for being slow later.
class pace {
public:
    /// In bytes per second; 0 sets no minimum rate.
    pace(std::chrono::milliseconds silence, std::size_t least_rate) : silence_{silence}, rate_{least_rate} {}

    /// Deadline of the step that begins now.
    [[nodiscard]] steady::time_point step_done_by(steady::time_point now) const
    {
        return std::min(now + silence_, all_done_by(now, 0));
    }

    /// Deadline of steps that begin now and move this many bytes.
    [[nodiscard]] steady::time_point all_done_by(steady::time_point now, std::size_t bytes) const
    {
        if (rate_ == 0) return steady::time_point::max();
        return now + silence_ - late_ + worth(bytes);
    }

    void step_done(steady::duration took, std::size_t bytes)
    {
        if (rate_ > 0) late_ = std::max(steady::duration{}, late_ + took - worth(bytes));
    }

private:
    /// The time allowed for these bytes. In nanoseconds, so that rounding does not accumulate over many small
    /// steps.
    [[nodiscard]] std::chrono::nanoseconds worth(std::size_t bytes) const
    {
        constexpr std::size_t second = 1'000'000'000;
        return std::chrono::nanoseconds{bytes / rate_ * second + bytes % rate_ * second / rate_};
    }

    std::chrono::milliseconds silence_;
    std::size_t rate_;
    steady::duration late_{};
};

} // namespace wayfinder::net
