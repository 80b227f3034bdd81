// Memory that a string no longer needs.
#pragma once

#include <string>

namespace wayfinder::wire {

/// Empties it and frees what it has. An empty string assigned to it would leave it its memory (libstdc++).
inline void release(std::string& text)
{
    std::string{}.swap(text);
}

} // namespace wayfinder::wire
