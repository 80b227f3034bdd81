// `[routing.sessions]`: conversations that keep their model while that is cheaper.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

/// What identifies the conversation that a request continues.
enum class session_mark : unsigned char {
    header,           ///< an id in a header of the request
    prompt_cache_key, ///< the member of that name in the body
    prefix,           ///< the messages up to the model's last answer, which were sent in an earlier request
};

inline constexpr std::array all_session_marks{session_mark::header, session_mark::prompt_cache_key,
                                              session_mark::prefix};

/// As the file spells it.
constexpr std::string_view name(session_mark by)
{
    constexpr std::array<std::string_view, 3> names{"header", "prompt_cache_key", "prefix"};
    return names[static_cast<std::size_t>(by)];
}

struct sessions {
    bool enabled{};
    std::vector<session_mark> by{session_mark::header, session_mark::prefix}; ///< the first one present
    std::string header{"X-Wayfinder-Session"};
    std::chrono::milliseconds ttl{3'600'000}; ///< of a conversation that is not continued
    std::size_t max_sessions{50'000};         ///< per virtual key
    /// How long a provider's prompt cache keeps an unused prompt, where the model does not say.
    std::chrono::milliseconds prompt_cache_ttl{300'000};
    std::uint64_t payback_turns{2}; ///< turns over which a switch has to pay off
};

} // namespace wayfinder::config
