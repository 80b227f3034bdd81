// CPU per request and requests per second, in closed loop.
#pragma once

#include "bench/http/contest/stage.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace wayfinder::bench {

/// So many clients, with prompts of a size. `suffix` goes behind the names of its figures.
struct crowd_of {
    std::size_t clients{32};
    std::size_t prompt_size{1024};
    std::string suffix{};
};

/// Drives each contestant in turn, round after round. Figures: "cpu", "user" and "system" in microseconds for
/// a request, "background" what of it other threads than the busiest used, and "requests" in a second.
void measure_throughput(stage& on, std::vector<contestant> const& contestants, crowd_of const& load);

/// What the harness reaches with nothing between goes to "requests" as "direct". Throws when a contestant
/// came so near to it that the harness was measured and not the contestant.
void check_ceiling(stage& on, target const& upstream, std::vector<contestant> const& contestants,
                   crowd_of const& load);

} // namespace wayfinder::bench
