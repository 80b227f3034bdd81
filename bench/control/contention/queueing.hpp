// How long workers wait for each other's locks on machines with more cores than this one.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace wayfinder::bench {

/// A kind of lock on the path of a request.
struct lock_kind {
    std::string name;
    double held{};          ///< each time, in nanoseconds
    std::size_t stripes{1}; ///< this many locks share the work; which one a request takes is random
    std::size_t times{1};   ///< per request
};

struct waiting {
    std::size_t cores{};
    double share{};              ///< share of all processor time spent waiting for locks
    std::vector<double> by_lock; ///< the same for each kind
    double speed_up{};           ///< requests per second, relative to one core
};

/// The cost of a request apart from its locks, in nanoseconds.
struct request_cost {
    double work{};     ///< outside the locks; between two of them 0.5 to 1.5 times the average
    double transfer{}; ///< to fetch the cache lines that a lock guards from the core that had it last
};

/// One worker per core, each always with a request in flight. Locks are granted in order of arrival.
/// Deterministic.
waiting simulate(std::vector<lock_kind> const& locks, request_cost const& cost, std::size_t cores,
                 std::size_t requests);

} // namespace wayfinder::bench
