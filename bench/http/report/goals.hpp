// The cost goals of this gateway, and whether it meets them.
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
