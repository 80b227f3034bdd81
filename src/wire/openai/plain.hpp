// What an answer must satisfy to be converted to another form without loss.
#pragma once

#include <cstddef>
#include <string_view>

namespace wayfinder::wire::openai {

/// Per object, because member lookups are linear.
inline constexpr std::size_t most_plain_members = 64;

/// A member with more than `most_plain_members` before it, or with an escaped name. No real upstream sends
/// these; either could be used to evade a check.
constexpr bool is_odd_member(std::size_t before, std::string_view raw_key)
{
    return before > most_plain_members || raw_key.find('\\') != raw_key.npos;
}

} // namespace wayfinder::wire::openai
