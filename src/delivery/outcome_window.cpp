#include "delivery/outcome_window.hpp"

namespace wayfinder::delivery {
namespace {

std::int64_t number_of(outcome_window::time_point now, std::chrono::nanoseconds tenth)
{
    return now.time_since_epoch() / tenth;
}

} // namespace

void outcome_window::count(bool failed, std::chrono::milliseconds length, time_point now)
{
    if (length != length_) {
        clear();
        length_ = length;
    }
    auto const number = number_of(now, std::chrono::nanoseconds{length} / tenths);
    auto& current = ring_[static_cast<std::size_t>(number) % tenths];
    if (current.number != number) current = {number, {}};
    ++current.seen.calls;
    if (failed) ++current.seen.failed;
}

outcome_window::sums outcome_window::within(std::chrono::milliseconds length, time_point now) const
{
    sums all;
    if (length != length_) return all;
    auto const last = number_of(now, std::chrono::nanoseconds{length} / tenths);
    for (auto const& each : ring_) {
        if (each.number + static_cast<std::int64_t>(tenths) <= last) continue;
        all.calls += each.seen.calls;
        all.failed += each.seen.failed;
    }
    return all;
}

} // namespace wayfinder::delivery
