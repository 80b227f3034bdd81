// JSON strings as they stand in a document: checked, unescaped and escaped without a parser.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// True when every backslash in the inside of a string starts a legal escape (RFC 8259 section 7).
bool escapes_are_legal(std::string_view raw);

/// True for a number by the grammar of RFC 8259 section 6, of any length and magnitude.
bool is_number(std::string_view token);

/// The value of a number that is written as an integer of 0 or more; the largest there is where it is beyond.
std::optional<std::uint64_t> natural(std::string_view token);

/// Appends the UTF-8 text of a string's inside whose escapes are legal. A lone surrogate, which JSON can
/// spell but UTF-8 cannot, becomes its three-byte generalised form, so that no text is lost or refused.
void append_unescaped(std::string& out, std::string_view raw);

/// Appends `text` as a quoted JSON string. Bytes that are not UTF-8 pass as they are.
void append_quoted(std::string& out, std::string_view text);

std::string quoted(std::string_view text);

} // namespace wayfinder::wire::json
