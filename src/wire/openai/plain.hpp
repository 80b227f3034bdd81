// What an answer must be like to be told in another form without loss.
#pragma once

#include <cstddef>
#include <string_view>

namespace wayfinder::wire::openai {

/// Of one object: looks for a member are linear.
inline constexpr std::size_t most_plain_members = 64;

/// A member behind so many others. No upstream has more, or escapes in their names, by which a rule could be
/// got round.
constexpr bool is_odd_member(std::size_t before, std::string_view raw_key)
{
    return before > most_plain_members || raw_key.find('\\') != raw_key.npos;
}

} // namespace wayfinder::wire::openai
