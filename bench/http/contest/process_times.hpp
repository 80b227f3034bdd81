// What a process has cost so far, from /proc.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <vector>

namespace wayfinder::bench {

struct thread_times {
    pid_t id{};
    std::chrono::nanoseconds user{};   ///< in steps of a clock tick: for the proportion only
    std::chrono::nanoseconds system{}; ///< the same
    std::chrono::nanoseconds total{};  ///< exact
};

/// All threads that the process has now.
std::vector<thread_times> times_of(pid_t process);

/// What the threads used between two readings, those of one name as one; threads that ended meanwhile are
/// left out.
std::vector<thread_times> used_between(std::vector<thread_times> const& before,
                                       std::vector<thread_times> const& after);

thread_times sum_of(std::vector<thread_times> const& threads);

} // namespace wayfinder::bench
