// Which messages of a conversation are scored, and what its earlier turns mean for the present one. Only
// roles, positions and tiers matter here; the caller has the texts.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace wayfinder {

/// The part of a conversation that a decision looks at.
enum class route_scope : unsigned char {
    turn,      ///< every system message, then the last user message
    last_user, ///< the last user message
    user,      ///< every user message
    all,       ///< every message
};

inline constexpr std::array<route_scope, 4> all_route_scopes{route_scope::turn, route_scope::last_user,
                                                             route_scope::user, route_scope::all};

/// The name in configuration files and headers.
[[nodiscard]] constexpr std::string_view name(route_scope scope) noexcept
{
    constexpr std::array<std::string_view, 4> names{"turn", "last_user", "user", "all"};
    return names[static_cast<std::size_t>(scope)];
}

/// The scope with exactly this name. Trimming and case are the caller's business.
[[nodiscard]] constexpr std::optional<route_scope> scope_named(std::string_view text) noexcept
{
    for (route_scope const each : all_route_scopes)
        if (name(each) == text) return each;
    return std::nullopt;
}

/// Who speaks, as far as the selection cares.
enum class role : unsigned char { system, user, other };

/// Exact and case-sensitive, as on the wire. `developer` is the newer name of `system` and counts as such.
[[nodiscard]] constexpr role role_named(std::string_view text) noexcept
{
    if (text == "system" || text == "developer") return role::system;
    return text == "user" ? role::user : role::other;
}

/// What the selection needs to know of one message object.
struct message_info {
    role speaker{role::other};
    bool has_text{true}; ///< false when the content is neither a string nor holds a text part
};

/// Fills `selected` with the indices of the messages to score, in the order in which to join their texts.
///
/// Messages are picked by role alone; when that picks none, the last message stands in, whoever speaks. Those
/// picked without a text then drop out, and nobody takes their place: an image-only turn is not answered on
/// the strength of an older one.
inline void select_messages(std::span<message_info const> messages, route_scope scope,
                            std::vector<std::size_t>& selected)
{
    selected.clear();
    std::size_t last_user = messages.size();
    for (std::size_t index = 0; index < messages.size(); ++index) {
        role const speaker = messages[index].speaker;
        if (speaker == role::user) last_user = index;
        bool const wanted = scope == route_scope::all ||
                            (scope == route_scope::user && speaker == role::user) ||
                            (scope == route_scope::turn && speaker == role::system);
        if (wanted) selected.push_back(index);
    }
    bool const ends_with_user = scope == route_scope::turn || scope == route_scope::last_user;
    if (ends_with_user && last_user < messages.size()) selected.push_back(last_user);
    if (selected.empty() && !messages.empty()) selected.push_back(messages.size() - 1);
    std::erase_if(selected, [&](std::size_t index) { return !messages[index].has_text; });
}

/// Keeps a conversation on the tier that it once needed. Sees the tier of every turn, oldest first: a turn
/// that needs as much or more holds the latch; the `cooldown`-th calm one in a row lowers it to that turn's
/// own tier. A cooldown of 0 never does. Nothing is remembered between requests: the transcript is the state.
class latch {
public:
    explicit constexpr latch(std::uint64_t cooldown) noexcept : cooldown_{cooldown} {}

    constexpr void see(std::size_t tier) noexcept
    {
        if (tier < tier_ && ++calm_ != cooldown_) return;
        tier_ = tier;
        calm_ = 0;
    }

    /// Index of the tier that the conversation has earned.
    [[nodiscard]] constexpr std::size_t tier() const noexcept { return tier_; }

private:
    std::uint64_t cooldown_;
    std::uint64_t calm_{}; ///< turns in a row that needed less
    std::size_t tier_{};
};

} // namespace wayfinder
