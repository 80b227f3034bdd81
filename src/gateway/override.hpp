// What a client may change for one request: the X-Wayfinder-* headers, and `wayfinder_tuning` in the body.
#pragma once

#include <wayfinder/conversation.hpp>
#include <wayfinder/router.hpp>

#include "config/delivery.hpp"
#include "net/request.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wayfinder::gateway {

/// The sentence that tells the client what is wrong with its override.
using bad_wish = std::string;

/// The X-Wayfinder-* request headers.
struct overrides {
    std::optional<route_scope> scope;
    std::optional<bool> sticky;
    std::optional<std::uint64_t> sticky_cooldown;
    std::optional<std::string_view> threshold; ///< unread: a pin makes it irrelevant, malformed or not
    std::optional<config::failover> failover;
    std::optional<std::chrono::milliseconds> timeout; ///< of the whole request
    bool debug{};
};

std::variant<overrides, bad_wish> read_overrides(net::request const& incoming);

/// Weights and terms in place of the configured ones.
struct tuning {
    weights by;
    std::optional<lexicon> terms; ///< when a set is replaced
};

/// Reads `{"weights": {...}, "lexicon": {"reasoning_terms": [...], "constraint_terms": [...]}}`, each part
/// optional; null is no tuning. Weights are merged over those of `base`, a term list replaces its set.
/// Members of other names are ignored, as the reference does.
std::variant<tuning, bad_wish> read_tuning(std::string_view json, router const& base);

} // namespace wayfinder::gateway
