// The headers in which proxies record the origin of a request: X-Forwarded-For, and Forwarded (RFC 7239).
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace wayfinder::wire {

/// One such header, read from its end, where the nearest proxy writes.
class forwarded_hops {
public:
    enum class notation : unsigned char { x_forwarded_for, forwarded };

    /// `value` must outlive this.
    forwarded_hops(std::string_view value, notation how) : left_{value}, how_{how} {}

    /// The next hop towards the client, with IPv4 mapped into IPv6. Nullopt at the front of the value, and
    /// from the first hop on that is not an address: obfuscated, unknown or malformed.
    std::optional<std::array<unsigned char, 16>> next();

    /// Whether reading ended at a hop that is not an address.
    [[nodiscard]] bool unreadable() const { return unreadable_; }

private:
    std::string_view left_;
    bool unreadable_{};
    notation how_;
};

} // namespace wayfinder::wire
