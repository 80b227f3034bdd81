// How many files and sockets the process may open.
#pragma once

#include <cstddef>

namespace wayfinder::app {

/// Raises the soft limit to the hard one, which costs nothing to whoever does not use select(2); returns what
/// it is then.
std::size_t raise_descriptor_limit();

} // namespace wayfinder::app
