#include "app/process/core_dumps.hpp"

#include <sys/prctl.h>

namespace wayfinder::app {

void allow_core_dumps(bool allowed)
{
    // Unlike RLIMIT_CORE, this also prevents dumps to programs that the kernel pipes them to.
    ::prctl(PR_SET_DUMPABLE, allowed ? 1 : 0);
}

} // namespace wayfinder::app
