// The memory allocator: docs/decisions/0011-allocator.md.
#pragma once

#include <cstddef>

namespace wayfinder::app {

/// Call this first in a process that will serve. Freed memory goes back to the system at once: reading a
/// configuration needs much for a moment.
void set_up_heap();

/// Call before the first request: freed memory is kept for a while for the next one.
void keep_freed_memory();

/// Returns to the system what the calling thread has freed and its allocator keeps: about this many bytes.
void return_freed_memory(std::size_t freed);

} // namespace wayfinder::app
