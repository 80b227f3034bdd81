// SHA-256, for values that leave the process or outlive it.
#pragma once

#include <array>
#include <string_view>

namespace wayfinder::wire {

using sha256 = std::array<unsigned char, 32>;

/// The digest of one text. Never allocates and cannot fail.
sha256 sha256_of(std::string_view text);

} // namespace wayfinder::wire
