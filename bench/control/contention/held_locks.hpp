// The locks on the path of a governed request, and how long each is held.
#pragma once

#include "bench/control/contention/queueing.hpp"

#include <vector>

namespace wayfinder::bench {

/// Measured on this machine now: the whole call, which is slightly longer than the lock is held.
std::vector<lock_kind> held_locks();

} // namespace wayfinder::bench
