// Prints where the instructions of a lane go.
#pragma once

#include "bench/gate/callgrind.hpp"

namespace wayfinder::bench {

struct profile_options {
    counting what;
    std::size_t functions{40};    ///< listed for each thread
    bool inclusive{};             ///< with what they call
    std::filesystem::path keep{}; ///< a folder for callgrind's own files; empty: none
};

int profile(profile_options const& options);

} // namespace wayfinder::bench
