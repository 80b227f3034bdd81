// Ports of 127.0.0.1.
#pragma once

#include "file_descriptor.hpp"

#include <cstdint>

namespace wayfinder::bench {

/// An unused port, for a program that is about to be started. It is not reserved meanwhile.
std::uint16_t free_port();

/// A non-blocking listening socket with a long queue. Throws if the port is taken.
testing::file_descriptor listen_at(std::uint16_t port);

} // namespace wayfinder::bench
