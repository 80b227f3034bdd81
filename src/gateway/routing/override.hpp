// What a client may change for one request by its X-Wayfinder-* headers.
#pragma once

#include <wayfinder/conversation.hpp>

#include "config/delivery.hpp"
#include "net/server/request.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wayfinder::gateway {

/// The message that tells the client what is wrong with its override.
using invalid_override = std::string;

inline constexpr std::string_view requires_header = "x-wayfinder-requires";

/// The X-Wayfinder-* request headers.
struct request_overrides {
    std::optional<route_scope> scope;
    std::optional<bool> sticky;
    std::optional<std::uint64_t> sticky_cooldown;
    std::optional<std::string_view> threshold; ///< not parsed: a pin makes it irrelevant, malformed or not
    std::optional<config::failover> failover;
    std::optional<std::chrono::milliseconds> timeout; ///< of the whole request
    std::vector<std::string> tags;                    ///< that the model must have
    bool debug{};
};

std::variant<request_overrides, invalid_override> read_overrides(net::request const& incoming);

} // namespace wayfinder::gateway
