// Text as one line that can do nothing to whoever reads it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wayfinder::telemetry {

/// A longer line is cut, in bytes.
inline constexpr std::size_t longest_line = 4096;

/// Upstreams and clients have a say in what is logged, so that a line end would be a forged line, and an
/// escape a command to a terminal: control characters, those of Latin-1 in UTF-8 too, and bytes that are no
/// UTF-8 become `\x` and two digits. What is cut off is counted at the end.
std::string log_line(std::string_view text);

} // namespace wayfinder::telemetry
