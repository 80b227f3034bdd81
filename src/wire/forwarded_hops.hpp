// The headers in which proxies write down whom a request came from: X-Forwarded-For, and Forwarded (RFC
// 7239).
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace wayfinder::wire {

/// One of them, read from its end, where the nearest proxy wrote.
class forwarded_hops {
public:
    enum class notation : unsigned char { x_forwarded_for, forwarded };

    /// `value` must outlive this.
    forwarded_hops(std::string_view value, notation how) : left_{value}, how_{how} {}

    /// The next hop towards the client: IPv4 as it is mapped into IPv6. Nothing at the front of the value,
    /// and from the first hop on that is no address: obfuscated, unknown or broken.
    std::optional<std::array<unsigned char, 16>> next();

    /// What ended them was a hop that is no address.
    [[nodiscard]] bool unreadable() const { return unreadable_; }

private:
    std::string_view left_;
    bool unreadable_{};
    notation how_;
};

} // namespace wayfinder::wire
