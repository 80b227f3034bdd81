// How long workers wait for each other's locks, on machines with more cores than there are here.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace wayfinder::bench {

/// A kind of lock on the way of a request.
struct lock_kind {
    std::string name;
    double held{};          ///< each time, in nanoseconds
    std::size_t stripes{1}; ///< so many locks share the work; which one a request takes is left to chance
    std::size_t times{1};   ///< in a request
};

struct waiting {
    std::size_t cores{};
    double share{};              ///< of all processor time, spent waiting for a lock
    std::vector<double> by_lock; ///< the same for each kind
    double speed_up{};           ///< requests a second, against one core
};

/// What a request costs apart from its locks, in nanoseconds.
struct request_cost {
    double work{}; ///< outside the locks, half as long to one and a half times as long between two of them
    double transfer{}; ///< until the lines that a lock guards have come from the core that had it last
};

/// One worker a core, each with a request under way all the time. A lock serves in order of arrival.
/// Deterministic.
waiting simulate(std::vector<lock_kind> const& locks, request_cost const& cost, std::size_t cores,
                 std::size_t requests);

} // namespace wayfinder::bench
