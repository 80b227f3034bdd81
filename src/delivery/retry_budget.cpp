#include "delivery/retry_budget.hpp"

#include <algorithm>
#include <cmath>

namespace wayfinder::delivery {
namespace {

constexpr std::int64_t token = 1'000'000;
constexpr std::int64_t most = retry_budget::most_saved * token;

} // namespace

void retry_budget::deposit(double share)
{
    std::int64_t const paid = std::llround(share * static_cast<double>(token));
    auto had = saved_.load(std::memory_order_relaxed);
    while (!saved_.compare_exchange_weak(had, std::min(had + paid, most), std::memory_order_relaxed)) {
    }
}

bool retry_budget::withdraw(double share, clock::time_point now)
{
    return share > 0 && (withdraw_saved() || withdraw_free(now));
}

bool retry_budget::withdraw_saved()
{
    auto had = saved_.load(std::memory_order_relaxed);
    while (had >= token)
        if (saved_.compare_exchange_weak(had, had - token, std::memory_order_relaxed)) return true;
    return false;
}

bool retry_budget::withdraw_free(clock::time_point now)
{
    auto const present = static_cast<std::uint64_t>(now.time_since_epoch() / period);
    auto had = free_.load(std::memory_order_relaxed);
    for (;;) {
        // Another thread may already have seen a later time; its period is then the current one.
        auto const number = std::max(present, had >> 8U);
        auto const gone = number == had >> 8U ? had & 0xFFU : 0;
        if (gone >= free_ones) return false;
        if (free_.compare_exchange_weak(had, (number << 8U) | (gone + 1), std::memory_order_relaxed))
            return true;
    }
}

} // namespace wayfinder::delivery
