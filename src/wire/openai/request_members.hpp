// The request members that the gateway acts on.
#pragma once

#include <string_view>

namespace wayfinder::wire::openai {

/// The member that a case-insensitive reader, such as Go's, would take this key for, if it is not one
/// exactly; empty for most keys. The key is as written between its quotes. A member ignored by one reader
/// must not be obeyed by another.
std::string_view taken_for(std::string_view raw_key);

} // namespace wayfinder::wire::openai
