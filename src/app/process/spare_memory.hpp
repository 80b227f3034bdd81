// When to give memory back to the system.
#pragma once

#include "net/server/load.hpp"

#include <cstddef>

namespace wayfinder::app {

/// The allocator keeps what many large bodies and answers took, in case there are more.
class spare_memory {
public:
    explicit spare_memory(net::load& work) : work_{work} {}

    /// Bytes freed since the last non-zero result, if at least 32 MiB; otherwise 0.
    std::size_t take();

private:
    net::load& work_;
    std::size_t most_in_hand_{};
};

} // namespace wayfinder::app
