// Where the instructions of a lane go, thread by thread, function by function.
#pragma once

#include "bench/gate/callgrind.hpp"

#include <string>

namespace wayfinder::bench {

struct profile_options {
    counting what;
    std::size_t functions{40};    ///< listed for each thread
    bool inclusive{};             ///< with what they call
    std::filesystem::path keep{}; ///< a folder for callgrind's own files; empty: none
};

std::string profile_text(profile_options const& options);

} // namespace wayfinder::bench
