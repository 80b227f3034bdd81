// The members of a request that the gateway acts upon.
#pragma once

#include <string_view>

namespace wayfinder::wire::openai {

/// The member that a key which is none of them, as it stands between its quotes, is taken for by readers to
/// whom case is all one, such as Go's; empty for most. What one reader passes over another would obey.
std::string_view taken_for(std::string_view raw_key);

} // namespace wayfinder::wire::openai
