#include "app/process/descriptor_limit.hpp"

#include <sys/resource.h>

namespace wayfinder::app {

std::size_t raise_descriptor_limit()
{
    constexpr std::size_t of_posix = 1024; // if the limit is unknown
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return of_posix;
    auto const before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : before;
}

} // namespace wayfinder::app
