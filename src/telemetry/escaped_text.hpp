// Makes untrusted text safe for logs.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::telemetry {

/// Appends `text` as a quoted JSON string. Characters that could end a line, move a terminal's cursor or
/// reverse text direction are written as `\uXXXX`: control characters, U+2028 to U+202E, U+2066 to U+2069.
/// Bytes that are not UTF-8 become U+FFFD. The result is always UTF-8 on one line.
void append_quoted(std::string& out, std::string_view text);

/// The same without quotes, and without escaping quotes and backslashes: for text at the end of a line.
void append_harmless(std::string& out, std::string_view text);

} // namespace wayfinder::telemetry
