#include "app/process/spare_memory.hpp"

#include <algorithm>

namespace wayfinder::app {
namespace {

constexpr std::size_t worth_giving_back = 32U << 20U;

} // namespace

std::size_t spare_memory::take()
{
    auto const now = work_.bytes();
    most_in_hand_ = std::max({most_in_hand_, work_.take_most_bytes(), now});
    auto const freed = most_in_hand_ - now;
    if (freed < worth_giving_back) return 0;
    most_in_hand_ = now;
    return freed;
}

} // namespace wayfinder::app
