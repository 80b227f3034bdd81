// Patience with a peer that must move on, and not only by a byte at a time.
#pragma once

#include "net/heartbeat.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace wayfinder::net {

/// Two bounds on a transfer. Each step of it lasts `silence` at the most; all of them together last `silence`
/// and as long as its bytes take at `least_rate`, so that a peer cannot hold a connection for ever with a
/// byte now and then.
class pace {
public:
    /// In bytes a second; 0 asks for no rate.
    pace(std::chrono::milliseconds silence, std::size_t least_rate) : silence_{silence}, rate_{least_rate} {}

    /// When the step that begins now must have ended.
    [[nodiscard]] steady::time_point step_done_by(steady::time_point now) const
    {
        return std::min(now + silence_, all_done_by(now, 0));
    }

    /// When steps that begin now and move this many bytes must have ended.
    [[nodiscard]] steady::time_point all_done_by(steady::time_point now, std::size_t bytes) const
    {
        if (rate_ == 0) return steady::time_point::max();
        return now + silence_ + std::chrono::milliseconds{(moved_ + bytes) * 1000 / rate_} - spent_;
    }

    void step_done(steady::duration took, std::size_t bytes)
    {
        spent_ += took;
        moved_ += bytes;
    }

private:
    std::chrono::milliseconds silence_;
    std::size_t rate_;
    std::size_t moved_{};
    steady::duration spent_{};
};

} // namespace wayfinder::net
