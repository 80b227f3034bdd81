// Text that somebody else has chosen, made harmless for a log.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::telemetry {

/// Appends `text` in quotes, as a JSON string. What could end a line, move a terminal's cursor or turn its
/// text around is written as `\uXXXX`: control characters, U+2028 to U+202E, U+2066 to U+2069. Bytes that are
/// not UTF-8 become U+FFFD. What is appended is UTF-8 on one line, whatever the text.
void append_quoted(std::string& out, std::string_view text);

/// The same without the quotes, where quotes and backslashes stay as they are: for text that ends its line.
void append_harmless(std::string& out, std::string_view text);

} // namespace wayfinder::telemetry
