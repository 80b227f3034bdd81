// Patience with a peer that must move on, and not only by a byte at a time.
#pragma once

#include "net/heartbeat.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace wayfinder::net {

/// Two bounds on a transfer. Each step of it lasts `silence` at the most, and so does what all of them
/// together take beyond the time that their bytes need at `least_rate`: a peer cannot hold a connection for
/// ever with a byte now and then. Who was quick may not be slow for it afterwards.
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
        return now + silence_ - late_ + worth(bytes);
    }

    void step_done(steady::duration took, std::size_t bytes)
    {
        if (rate_ > 0) late_ = std::max(steady::duration{}, late_ + took - worth(bytes));
    }

private:
    /// What these bytes may take. Fine, since many steps of a few bytes each must not lose by rounding.
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
