// What this gateway is meant to cost, and whether it does.
#pragma once

#include "bench/http/report/tally.hpp"

#include <string>
#include <vector>

namespace wayfinder::bench {

struct verdict {
    std::string title;
    std::string wanted;
    std::string found; ///< empty: not measured
    bool met{};
};

std::vector<verdict> verdicts_on(tally const& results);

} // namespace wayfinder::bench
