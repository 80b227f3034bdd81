// CPU per request and requests per second, in closed loop.
#pragma once

#include "bench/http/measure/contestant.hpp"
#include "bench/http/measure/tally.hpp"

#include <chrono>
#include <cstdint>
#include <vector>

namespace wayfinder::bench {

struct pace {
    int rounds{5};
    std::chrono::milliseconds span{1000}; ///< of one measurement
};

/// Drives each contestant in turn, round after round, with so many clients. Figures, each with " c=N" behind
/// it: "cpu", "user" and "system" in microseconds for a request, "background" what of it other threads than
/// the busiest used, "requests" in a second, and "busy", the part of its processor that the contestant had.
void measure_throughput(std::vector<contestant>& contestants, std::size_t clients, pace const& how,
                        std::uint64_t& serial, tally& results);

/// What the harness itself reaches without anything between, in requests a second.
double ceiling_of(target const& upstream, std::size_t clients, pace const& how, std::uint64_t& serial);

} // namespace wayfinder::bench
