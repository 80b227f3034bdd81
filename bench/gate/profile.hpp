// How the instructions of a lane are distributed, by thread and function.
#pragma once

#include "bench/gate/callgrind.hpp"

#include <string>

namespace wayfinder::bench {

struct profile_options {
    counting what;
    std::size_t functions{40};    ///< how many to list per thread
    bool inclusive{};             ///< include callees
    std::filesystem::path keep{}; ///< a folder for callgrind's own files; empty: not kept
};

std::string profile_text(profile_options const& options);

} // namespace wayfinder::bench
