// The header that a proxy puts before a connection's first byte to say whose connection it passes on: the
// PROXY protocol of HAProxy, versions 1 and 2.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace wayfinder::wire {

/// What the bytes of a connection begin with.
struct proxy_header {
    enum class progress : unsigned char {
        incomplete, ///< so far; at least `wanted` more bytes belong to it
        whole,
        malformed,
    };

    progress state{};
    std::size_t wanted{};
    /// IPv4 as it is mapped into IPv6. None when the proxy speaks for itself, or for somebody who is unknown
    /// or has no Internet address.
    std::optional<std::array<unsigned char, 16>> source{};
    bool of_the_proxy{}; ///< LOCAL: it speaks for itself, as to see whether somebody is there
};

/// A longer header of version 2 than this is malformed, in bytes.
inline constexpr std::size_t longest_proxy_header = 4096;

/// `bytes` must not go beyond the header: read what is `wanted`, and no more, and ask again. What follows the
/// header is another protocol's.
proxy_header read_proxy_header(std::string_view bytes);

} // namespace wayfinder::wire
