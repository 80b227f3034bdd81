// The header that a proxy sends before a connection's first byte to identify the client: the PROXY protocol
// of HAProxy, versions 1 and 2.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace wayfinder::wire {

/// The start of a connection.
struct proxy_header {
    enum class progress : unsigned char {
        incomplete, ///< at least `wanted` more bytes belong to the header
        whole,
        malformed,
    };

    progress state{};
    std::size_t wanted{};
    /// IPv4 is mapped into IPv6. Nullopt if the proxy connects on its own behalf, or if the client is unknown
    /// or has no Internet address.
    std::optional<std::array<unsigned char, 16>> source{};
    bool of_the_proxy{}; ///< LOCAL: the proxy's own connection, such as a health check
};

/// In bytes; a longer version 2 header is malformed.
inline constexpr std::size_t longest_proxy_header = 4096;

/// `bytes` must not extend beyond the header: read exactly `wanted` more bytes and call again. What follows
/// the header belongs to another protocol.
proxy_header read_proxy_header(std::string_view bytes);

} // namespace wayfinder::wire
