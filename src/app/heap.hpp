// The memory allocator: docs/decisions/0011-allocator.md.
#pragma once

namespace wayfinder::app {

/// To be called first. Blocks of pages that are free go back to the system at once: the allocator would only
/// look again when its thread asks for more, and after a burst it may be long until one does.
void set_up_heap();

/// Hands the system what the calling thread has freed and its allocator keeps.
void give_memory_back();

} // namespace wayfinder::app
