// The credential of an upstream, whatever its source.
#pragma once

#include <string_view>

namespace wayfinder::gateway {

/// Without the surrounding blanks and line ends that files, shells and commands add.
std::string_view trimmed_key(std::string_view text);

/// Whether it can be sent in `Authorization: Bearer <key>`: visible ASCII only. True for an empty one.
bool is_sendable_key(std::string_view key);

} // namespace wayfinder::gateway
