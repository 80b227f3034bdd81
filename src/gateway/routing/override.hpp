// What a client may change for one request: the X-Wayfinder-* headers, and `wayfinder_tuning` in the body.
#pragma once

#include <wayfinder/conversation.hpp>
#include <wayfinder/router.hpp>

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
using bad_wish = std::string;

inline constexpr std::string_view requires_header = "x-wayfinder-requires";

/// The X-Wayfinder-* request headers.
struct overrides {
    std::optional<route_scope> scope;
    std::optional<bool> sticky;
    std::optional<std::uint64_t> sticky_cooldown;
    std::optional<std::string_view> threshold; ///< not parsed: a pin makes it irrelevant, malformed or not
    std::optional<config::failover> failover;
    std::optional<std::chrono::milliseconds> timeout; ///< of the whole request
    std::vector<std::string> tags;                    ///< that the model must have
    bool debug{};
};

std::variant<overrides, bad_wish> read_overrides(net::request const& incoming);

/// Weights and terms that replace the configured ones.
struct tuning {
    weights by;
    std::optional<lexicon> terms; ///< set if a list is replaced
};

/// Reads `{"weights": {...}, "lexicon": {"reasoning_terms": [...], "constraint_terms": [...]}}`, each part
/// optional; null is no tuning. Weights are merged into those of `base`, a term list replaces its set. Other
/// members are ignored, as in the reference.
std::variant<tuning, bad_wish> read_tuning(std::string_view json, router const& base);

} // namespace wayfinder::gateway
