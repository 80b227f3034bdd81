// Ranges of Internet addresses.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace wayfinder::config {

/// An IPv6 address in network order; an IPv4 address in its IPv4-mapped form (RFC 4291, 2.5.5.2).
using address_bytes = std::array<unsigned char, 16>;

/// `10.0.0.0/8`, `fd00::/8`, or a single address.
struct network {
    address_bytes base{};
    unsigned bits{128}; ///< prefix length: leading bits that an address has to share

    [[nodiscard]] bool contains(address_bytes const& address) const;

    friend bool operator==(network const&, network const&) = default;
};

/// Without brackets, port or zone; nullopt if it is not an address.
std::optional<address_bytes> parse_address(std::string_view text);

std::optional<network> parse_network(std::string_view text);

} // namespace wayfinder::config
