// The counters of the response cache.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace wayfinder::control {

/// Written and read by any thread; the counters are independent of one another.
struct cache_tally {
    std::atomic<std::size_t> entries{};
    std::atomic<std::size_t> bytes{};
    std::atomic<std::uint64_t> hits{};
    std::atomic<std::uint64_t> misses{};
    std::atomic<std::uint64_t> evictions{};
    std::atomic<std::uint64_t> expirations{};

    template <class Number>
    static void add(std::atomic<Number>& figure, Number amount = 1)
    {
        figure.fetch_add(amount, std::memory_order_relaxed);
    }
};

} // namespace wayfinder::control
