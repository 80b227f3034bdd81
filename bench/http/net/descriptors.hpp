// Allows thousands of connections, here and in child processes.
#pragma once

#include <sys/resource.h>

namespace wayfinder::bench {

/// Raises the limit of open files as far as this user may.
inline void raise_descriptor_limit()
{
    constexpr rlim_t wanted = 65536;
    rlimit limit{wanted, wanted};
    if (::setrlimit(RLIMIT_NOFILE, &limit) == 0) return;
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace wayfinder::bench
