// Many clients at once, all of which burden the server in the same way.
#pragma once

#include "file_descriptor.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace wayfinder::testing {

enum class burden {
    slow_headers, ///< a head that never ends
    slow_bodies,  ///< a body that never ends
    slow_readers, ///< many requests, and no answer is read
    idle,         ///< a request, its answer, and nothing more
};

class crowd {
public:
    crowd(std::uint16_t port, burden kind) : port_{port}, kind_{kind} {}

    /// Adds this many of them; throws std::system_error if there are not enough descriptors.
    void grow(std::size_t count);

    /// One more byte from each slow sender.
    void drip();

    [[nodiscard]] std::size_t size() const { return clients_.size(); }

private:
    std::uint16_t port_;
    burden kind_;
    std::vector<file_descriptor> clients_;
};

/// Lets this process and its children open as many files as the system allows; returns how many that is.
std::size_t raise_descriptor_limit();

} // namespace wayfinder::testing
