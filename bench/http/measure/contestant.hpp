// A running subject with what is asked of it.
#pragma once

#include "bench/http/subject/subject.hpp"

#include <string>

namespace wayfinder::bench {

struct contestant {
    std::string name;
    subject program;
    lane asked{lane::plain};
};

} // namespace wayfinder::bench
