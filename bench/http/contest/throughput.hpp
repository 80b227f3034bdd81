// CPU per request and requests per second, in a closed loop.
#pragma once

#include "bench/http/contest/stage.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace wayfinder::bench {

/// The number of clients and the size of their prompts. `suffix` is appended to the names of its figures.
struct crowd_of {
    std::size_t clients{32};
    std::size_t prompt_size{1024};
    std::string suffix{};
};

/// Loads each contestant in turn, round after round. Figures: "cpu", "user" and "system" in microseconds per
/// request, "background" for its part used by threads other than the busiest, and "requests" a second.
void measure_throughput(stage& on, std::vector<contestant> const& contestants, crowd_of const& load);

/// Adds what the harness reaches without a proxy to "requests" as "direct". Throws if a contestant came so
/// close to it that the harness was measured instead.
void check_ceiling(stage& on, target const& upstream, std::vector<contestant> const& contestants,
                   crowd_of const& load);

} // namespace wayfinder::bench
