// The resident memory of a process, in bytes.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace wayfinder::bench {

std::size_t resident_memory(pid_t process);

/// The peak since its start, or since forget_peak().
std::size_t peak_memory(pid_t process);
void forget_peak(pid_t process);

} // namespace wayfinder::bench
