// The locks on the way of a governed request, and how long each is held.
#pragma once

#include "bench/control/contention/queueing.hpp"

#include <vector>

namespace wayfinder::bench {

/// Measured here and now: the whole call, which is a little more than the lock is held.
std::vector<lock_kind> held_locks();

} // namespace wayfinder::bench
