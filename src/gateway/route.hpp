// From directive, headers and text to a model: the decision of one request.
#pragma once

#include <wayfinder/decision.hpp>

#include "config/snapshot.hpp"
#include "net/request.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wayfinder::gateway {

/// How the model came to be chosen; the words go on the wire.
enum class route_mode : unsigned char { scored, pinned, threshold_override };

constexpr std::string_view name(route_mode mode)
{
    switch (mode) {
    case route_mode::scored:
        return "scored";
    case route_mode::pinned:
        return "pinned";
    case route_mode::threshold_override:
        return "threshold-override";
    }
    return "";
}

struct route {
    std::string_view model; ///< points into the snapshot
    double score{};
    route_mode mode{route_mode::scored};
    features counts;
};

/// The X-Wayfinder-* request headers.
struct overrides {
    std::optional<route_scope> scope;
    std::optional<std::string_view> threshold; ///< unread: a pin makes it irrelevant, malformed or not
    bool debug{};
};

/// The sentence that tells the client what is wrong with its override.
using bad_wish = std::string;

std::variant<overrides, bad_wish> read_overrides(net::request const& incoming);

/// The model that the `model` field names outright, by its own name or as an end of the ladder.
std::optional<std::string_view> pinned_model(std::string_view directive, config::snapshot const& config);

std::variant<route, bad_wish> choose_route(std::string_view directive, overrides const& wishes,
                                           std::string_view text, config::snapshot const& config);

} // namespace wayfinder::gateway
