// A SHA-256 as written in the file.
#pragma once

#include "config/governance.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::config {

/// 64 hexadecimal digits in either case; nullopt for anything else.
[[nodiscard]] std::optional<sha256> parse_sha256(std::string_view text);

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string to_text(sha256 const& hash);

} // namespace wayfinder::config
