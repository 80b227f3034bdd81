// What the response cache counts.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace wayfinder::control {

/// Written by any thread, read by any; no figure waits for another.
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
