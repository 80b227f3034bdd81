#include "app/heap.hpp"

#ifdef WAYFINDER_MIMALLOC
#include <mimalloc.h>
#else
#include <malloc.h>
#endif

namespace wayfinder::app {

void set_up_heap()
{
#ifdef WAYFINDER_MIMALLOC
    mi_option_set_default(mi_option_decommit_delay, 0); // milliseconds; the environment may say otherwise
#endif
}

void give_memory_back()
{
#ifdef WAYFINDER_MIMALLOC
    mi_collect(true);
#else
    ::malloc_trim(0);
#endif
}

} // namespace wayfinder::app
