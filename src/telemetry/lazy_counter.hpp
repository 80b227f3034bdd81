// A counter that is only exposed once it has counted.
#pragma once

#include <prometheus/counter.h>

#include <atomic>

namespace wayfinder::telemetry {

/// Caches the handle of one series after its first use, because looking it up takes a lock that all threads
/// share. Thread-safe, except for assignment.
class lazy_counter {
public:
    lazy_counter() = default;
    lazy_counter(lazy_counter const& other) : known_{other.known_.load(std::memory_order_acquire)} {}
    lazy_counter& operator=(lazy_counter const& other)
    {
        known_.store(other.known_.load(std::memory_order_acquire), std::memory_order_release);
        return *this;
    }

    /// `look_up` returns the series, the same one each time.
    template <class LookUp>
    prometheus::Counter& get(LookUp&& look_up) const
    {
        auto* known = known_.load(std::memory_order_acquire);
        if (known == nullptr) {
            known = &look_up();
            known_.store(known, std::memory_order_release);
        }
        return *known;
    }

private:
    mutable std::atomic<prometheus::Counter*> known_{};
};

} // namespace wayfinder::telemetry
