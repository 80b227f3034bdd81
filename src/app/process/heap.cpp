#include "app/process/heap.hpp"

#ifdef WAYFINDER_MIMALLOC

#include <mimalloc.h>

#include <atomic>
#include <new>
#include <vector>

#include <sys/prctl.h>

namespace wayfinder::app {
namespace {

#if MI_MALLOC_VERSION >= 210
constexpr auto delay_option = mi_option_purge_delay;
#else
constexpr auto delay_option = mi_option_decommit_delay;
#endif

/// In milliseconds, as set by the library or the environment.
long usual_delay()
{
    static auto const delay = mi_option_get(delay_option);
    return delay;
}

} // namespace

void set_up_heap()
{
    // Its segments are large and aligned: huge pages would make each of them fully resident.
    ::prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    usual_delay();
    mi_option_set(delay_option, 0);
}

void keep_freed_memory()
{
    mi_option_set(delay_option, usual_delay());
}

void return_freed_memory(std::size_t freed)
{
    // Free memory is returned after a delay, but only when an allocation visits its segment: so this
    // allocates as much as was freed, without touching it.
    constexpr std::size_t block = 1U << 20U;
    static std::atomic<int> under_way; // threads that are in this function; none waits for another
    ++under_way;
    mi_option_set(delay_option, 0);
    mi_collect(true);
    std::vector<void*> looked_at(freed / block);
    for (auto& each : looked_at) each = mi_malloc(block);
    for (auto* const each : looked_at) mi_free(each);
    if (--under_way == 0) mi_option_set(delay_option, usual_delay());
}

} // namespace wayfinder::app

// Debian's mimalloc is compiled as C, and its `new` ends the process when memory runs out.

void* operator new(std::size_t size)
{
    if (auto* const block = mi_malloc(size)) return block;
    throw std::bad_alloc{};
}

void* operator new[](std::size_t size)
{
    return operator new(size);
}

void* operator new(std::size_t size, std::align_val_t alignment)
{
    if (auto* const block = mi_malloc_aligned(size, static_cast<std::size_t>(alignment))) return block;
    throw std::bad_alloc{};
}

void* operator new[](std::size_t size, std::align_val_t alignment)
{
    return operator new(size, alignment);
}

#else

namespace wayfinder::app {

void set_up_heap() {}
void keep_freed_memory() {}
void return_freed_memory(std::size_t) {}

} // namespace wayfinder::app

#endif
