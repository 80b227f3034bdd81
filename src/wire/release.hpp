// Releases a string's memory.
#pragma once

#include <string>

namespace wayfinder::wire {

/// Empties a string and frees its memory. Assigning an empty string would keep the memory (libstdc++).
inline void release(std::string& text)
{
    std::string{}.swap(text);
}

} // namespace wayfinder::wire
