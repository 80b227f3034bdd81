// Which system calls a process makes.
#pragma once

#include "bench/http/load/closed_loop.hpp"

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>

namespace wayfinder::bench {

/// Those that it makes while the load runs so many requests, by name, as the kernel counts
/// them; the sum of all has no name. Throws `refused` where perf cannot count.
std::map<std::string, std::uint64_t> system_calls_of(pid_t process, closed_loop& load,
                                                     std::uint64_t requests);

} // namespace wayfinder::bench
