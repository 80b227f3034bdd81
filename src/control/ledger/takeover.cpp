#include "control/ledger/takeover.hpp"

#include <algorithm>
#include <utility>

namespace wayfinder::control {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds first_wait = 100ms;
// The other process may still be sending its last answers, or the disk may be full.
constexpr std::chrono::milliseconds longest_wait_for_locks = 5s;

} // namespace

takeover::takeover(file_lock& lock, std::function<bool()> recover) : lock_{lock}, recover_{std::move(recover)}
{}

void takeover::begin()
{
    std::lock_guard const lock{mutex_};
    wanted_ = true;
    pause_ = first_wait;
    next_ = {};
}

void takeover::share()
{
    std::lock_guard const lock{mutex_};
    wanted_ = alone_ = false;
    lock_.share();
}

takeover::clock::time_point takeover::run()
{
    std::lock_guard const lock{mutex_};
    if (!wanted_) return clock::time_point::max();
    auto const now = clock::now();
    if (now < next_) return next_;
    alone_ = alone_ || lock_.keep_alone();
    if (alone_ && recover_()) {
        wanted_ = false;
        return clock::time_point::max();
    }
    next_ = now + std::exchange(pause_, std::min(2 * pause_, longest_wait_for_locks));
    return next_;
}

} // namespace wayfinder::control
