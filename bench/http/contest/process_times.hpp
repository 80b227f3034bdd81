// CPU time that a process has used so far, from /proc.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <vector>

namespace wayfinder::bench {

struct thread_times {
    pid_t id{};
    std::chrono::nanoseconds user{};   ///< in clock ticks: only good for the ratio
    std::chrono::nanoseconds system{}; ///< the same
    std::chrono::nanoseconds total{};  ///< exact
};

/// All current threads of the process.
std::vector<thread_times> times_of(pid_t process);

/// The time used between two readings, summed over threads of the same name; threads that ended in between
/// are left out.
std::vector<thread_times> used_between(std::vector<thread_times> const& before,
                                       std::vector<thread_times> const& after);

thread_times sum_of(std::vector<thread_times> const& threads);

} // namespace wayfinder::bench
