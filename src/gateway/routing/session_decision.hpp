// How the request's conversation affected the choice.
#pragma once

#include "config/sessions.hpp"
#include "control/sessions/session_book.hpp"
#include "control/sessions/switching.hpp"
#include "gateway/routing/route.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace wayfinder::gateway {

/// Why a conversation keeps or leaves its model; the names are sent to clients.
enum class session_verdict : unsigned char {
    fresh,        ///< not seen before
    same,         ///< the score chooses its current model anyway
    kept,         ///< another model is not worth reading all of it again
    switched,     ///< it is worth it
    tool_loop,    ///< kept: the model waits for its tools' results
    unpriced,     ///< kept: one of the two has no price, so the cost is unknown
    cold,         ///< left: its provider's cache has expired too, so a switch costs nothing extra
    pinned,       ///< left: the request names its model, or its own threshold
    latched,      ///< left: the sticky latch raised it
    unknown,      ///< left: its model is no longer configured
    not_allowed,  ///< left: the key may not use its model
    incapable,    ///< left: its model lacks what the request needs
    breaker_open, ///< left: its model's breakers are open
    over_budget,  ///< left: a budget does not cover its model
};

constexpr std::string_view name(session_verdict verdict)
{
    constexpr std::array<std::string_view, 14> names{
        "new",    "same",   "kept",    "switched",    "tool-loop", "unpriced",     "cold",
        "pinned", "sticky", "unknown", "not-allowed", "incapable", "breaker-open", "budget"};
    return names[static_cast<std::size_t>(verdict)];
}

struct session_decision {
    config::session_mark by{};
    control::session_key next{};           ///< under which the next turn will find this one
    std::optional<control::session> known; ///< of the previous turn
    std::chrono::milliseconds idle{};      ///< since its model was called
    bool in_tool_loop{};                   ///< the model waits for its tools
    session_verdict verdict{};

    std::string_view scored_model; ///< what the choice would be without the conversation
    route_mode scored_mode{};

    /// If prices were compared.
    std::optional<control::switching> weighed;
    control::turn_tokens tokens;
    config::price present;
    config::price other;
    std::uint64_t payback_turns{};

    /// Whether calling another model would forfeit the conversation's prompt cache.
    [[nodiscard]] bool at_stake() const
    {
        return verdict != session_verdict::fresh && verdict != session_verdict::cold;
    }
};

} // namespace wayfinder::gateway
