// The memory allocator: docs/decisions/0011-allocator.md.
#pragma once

namespace wayfinder::app {

/// To be called first.
void set_up_heap();

/// Hands the system what the calling thread has freed and its allocator keeps.
void give_memory_back();

} // namespace wayfinder::app
