// What the conversation that a request belongs to has meant for its choice.
#pragma once

#include "config/sessions.hpp"
#include "control/session_book.hpp"
#include "control/switching.hpp"
#include "gateway/route.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace wayfinder::gateway {

/// Why a conversation keeps its model or leaves it; the words go on the wire.
enum class session_verdict : unsigned char {
    fresh,        ///< nobody has seen it before
    same,         ///< the score says the model that it has anyway
    kept,         ///< another model is not worth reading all of it anew
    switched,     ///< it is
    tool_loop,    ///< kept: the model waits for what its tools say
    unpriced,     ///< kept: one of the two has no price, so that nobody knows
    cold,         ///< left: its provider has forgotten it as well, so that a switch costs nothing more
    pinned,       ///< left: the request names its model, or its own threshold
    latched,      ///< left: the sticky latch has raised it
    unknown,      ///< left: its model is no longer configured
    not_allowed,  ///< left: the key may not use its model
    incapable,    ///< left: its model lacks what the request needs
    breaker_open, ///< left: its model's breakers are open
    over_budget,  ///< left: a budget does not carry its model
};

constexpr std::string_view name(session_verdict verdict)
{
    constexpr std::array<std::string_view, 14> names{
        "new",    "same",   "kept",    "switched",    "tool-loop", "unpriced",     "cold",
        "pinned", "sticky", "unknown", "not-allowed", "incapable", "breaker-open", "budget"};
    return names[static_cast<std::size_t>(verdict)];
}

struct session_course {
    config::session_mark by{};
    control::session_key next{};           ///< under which the next turn will find this one
    std::optional<control::session> known; ///< of the turn before
    std::chrono::milliseconds idle{};      ///< since its model was asked
    bool in_tool_loop{};                   ///< the model waits for its tools
    session_verdict verdict{};

    std::string_view scored_model; ///< what the choice would be without the conversation
    route_mode scored_mode{};

    /// Where prices were compared.
    std::optional<control::switching> weighed;
    control::turn_tokens tokens;
    config::price present;
    config::price other;
    std::uint64_t payback_turns{};

    /// Whether to ask another model would cost what the conversation has there.
    [[nodiscard]] bool at_stake() const
    {
        return verdict != session_verdict::fresh && verdict != session_verdict::cold;
    }
};

} // namespace wayfinder::gateway
