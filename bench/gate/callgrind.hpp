// Runs the gateway under callgrind and counts the instructions of selected requests only.
#pragma once

#include "bench/http/load/question.hpp"
#include "bench/http/subject/lane.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace wayfinder::bench {

struct counting {
    std::filesystem::path gateway;
    lane which{lane::governed};
    std::size_t clients{1};                          ///< concurrent requests
    std::size_t prompt_size{question{}.prompt_size}; ///< in bytes
    std::uint64_t warm_up{200};
    std::uint64_t requests{1000};
    bool caches{}; ///< simulate caches: see misses
};

/// Misses of caches like those of most servers: 32 KB for code, 32 KB for data, and 1 MB behind both.
struct misses {
    std::uint64_t code{};
    std::uint64_t data{};
    std::uint64_t both{}; ///< of these, those that miss the 1 MB cache too
};

/// The work of one thread as recorded by callgrind.
struct thread_profile {
    std::filesystem::path file;
    std::uint64_t instructions{};
    misses missed{};
};

/// User-space instructions of all requests after the warm-up, by thread, most first. Files go to `folder`.
std::vector<thread_profile> count_instructions(counting const& what, std::filesystem::path const& folder);

} // namespace wayfinder::bench
