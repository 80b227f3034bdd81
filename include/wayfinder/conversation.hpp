// Selects which messages of a conversation are scored, and carries the tiers of earlier turns over to the
// current one. Only roles, positions and tiers matter here; the caller holds the texts.
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

/// The part of a conversation that a decision is based on.
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

/// The scope with exactly this name. The caller handles trimming and case.
[[nodiscard]] constexpr std::optional<route_scope> scope_named(std::string_view text) noexcept
{
    for (route_scope const each : all_route_scopes)
        if (name(each) == text) return each;
    return std::nullopt;
}

/// The speaker of a message, as far as the selection distinguishes speakers.
enum class role : unsigned char { system, user, other };

/// Exact and case-sensitive, as on the wire. `developer` is the newer name for `system` and is treated the
/// same.
[[nodiscard]] constexpr role role_named(std::string_view text) noexcept
{
    if (text == "system" || text == "developer") return role::system;
    return text == "user" ? role::user : role::other;
}

/// What the selection needs to know about a message object.
struct message_info {
    role speaker{role::other};
    bool has_text{true}; ///< false when the content is neither a string nor contains a text part
};

/// Fills `selected` with the indices of the messages to score, in the order in which their texts are joined.
///
/// Messages are picked by role alone; if that picks none, the last message is used, whatever its role. Picked
/// messages without text are then dropped and not replaced: an image-only turn is not routed on the strength
/// of an older one.
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

/// Keeps a conversation on the highest tier it has needed. Takes the tier of every turn, oldest first. A turn
/// that needs the current tier or a higher one sets the tier and restarts the count; the `cooldown`-th
/// consecutive turn that needs less lowers it to that turn's own tier. A cooldown of 0 disables lowering.
/// Nothing is stored between requests: the state is recomputed from the transcript.
class latch {
public:
    explicit constexpr latch(std::uint64_t cooldown) noexcept : cooldown_{cooldown} {}

    constexpr void see(std::size_t tier) noexcept
    {
        if (tier < tier_ && ++calm_ != cooldown_) return;
        tier_ = tier;
        calm_ = 0;
    }

    /// Index of the tier on which the conversation stays.
    [[nodiscard]] constexpr std::size_t tier() const noexcept { return tier_; }

private:
    std::uint64_t cooldown_;
    std::uint64_t calm_{}; ///< consecutive turns that needed less
    std::size_t tier_{};
};

} // namespace wayfinder
