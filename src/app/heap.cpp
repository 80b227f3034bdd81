#include "app/heap.hpp"

#ifdef WAYFINDER_MIMALLOC
#include <mimalloc.h>
#else
#include <malloc.h>
#endif

namespace wayfinder::app {

void give_memory_back()
{
#ifdef WAYFINDER_MIMALLOC
    mi_collect(true);
#else
    ::malloc_trim(0);
#endif
}

} // namespace wayfinder::app
