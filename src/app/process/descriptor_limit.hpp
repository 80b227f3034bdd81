// How many files and sockets the process may open.
#pragma once

#include <cstddef>

namespace wayfinder::app {

/// Raises the soft limit to the hard one, which is harmless unless the process uses select(2); returns the
/// resulting limit.
std::size_t raise_descriptor_limit();

} // namespace wayfinder::app
