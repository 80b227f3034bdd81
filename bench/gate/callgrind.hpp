// The gateway under callgrind, counting the instructions of chosen requests only.
#pragma once

#include "bench/http/subject/lane.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace wayfinder::bench {

struct counting {
    std::filesystem::path gateway;
    lane which{lane::governed};
    std::size_t clients{1}; ///< asking at once
    std::uint64_t warm_up{200};
    std::uint64_t requests{1000};
};

/// What one thread did, as callgrind wrote it down.
struct thread_profile {
    std::filesystem::path file;
    std::uint64_t instructions{};
};

/// User-space instructions of all requests after the warm-up, thread by thread, most first. Files go to
/// `folder`.
std::vector<thread_profile> count_instructions(counting const& what, std::filesystem::path const& folder);

} // namespace wayfinder::bench
