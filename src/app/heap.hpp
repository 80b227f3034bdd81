// The memory allocator: docs/decisions/0011-allocator.md.
#pragma once

#include <cstddef>

namespace wayfinder::app {

/// To be called first by what is to serve. What is freed goes back to the system at once: reading a
/// configuration takes much for a moment.
void set_up_heap();

/// Before the first request: what is freed is kept for a while, for the next one.
void settle_heap();

/// Hands the system what the calling thread has freed and its allocator keeps: about so many bytes.
void give_memory_back(std::size_t freed);

} // namespace wayfinder::app
