// The system calls of a process.
#pragma once

#include "bench/http/load/closed_loop.hpp"

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>

namespace wayfinder::bench {

/// Those made while the load runs this many requests, by name, as counted by the kernel; the sum of all has
/// no name. Throws `refused` if perf cannot count.
std::map<std::string, std::uint64_t> system_calls_of(pid_t process, closed_loop& load,
                                                     std::uint64_t requests);

} // namespace wayfinder::bench
