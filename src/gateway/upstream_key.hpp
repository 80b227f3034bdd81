// The credential of an upstream, wherever it comes from.
#pragma once

#include <string_view>

namespace wayfinder::gateway {

/// Without the blanks and line ends that files, shells and commands leave around it.
std::string_view trimmed_key(std::string_view text);

/// Whether it can travel in `Authorization: Bearer <key>`: visible ASCII, nothing else. True for an empty
/// one.
bool is_sendable_key(std::string_view key);

} // namespace wayfinder::gateway
