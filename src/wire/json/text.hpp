// JSON strings as raw text: checked, unescaped and escaped without a parser.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// True if every backslash inside a string starts a valid escape (RFC 8259 section 7).
bool escapes_are_legal(std::string_view raw);

/// True for a number by the grammar of RFC 8259 section 6, whatever its length and magnitude.
bool is_number(std::string_view token);

/// One unescaped character, as UTF-8.
struct unescaped_character {
    std::array<char, 4> bytes{};
    std::uint8_t size{};
    std::uint8_t taken{}; ///< length of the escape in bytes, including both halves of a surrogate pair

    [[nodiscard]] std::string_view text() const { return {bytes.data(), size}; }
};

/// Reads the valid escape at the start of a text. A lone surrogate, which JSON can express but UTF-8 cannot,
/// becomes its generalised three-byte form, so that no text is lost or refused.
unescaped_character read_escape(std::string_view raw);

/// The character for a one-letter escape; quote, backslash and slash stand for themselves.
constexpr char meant_by(char letter)
{
    switch (letter) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return letter;
    }
}

/// Calls `take(text)` for each piece of the unescaped UTF-8 text of a string's inside, whose escapes must be
/// valid.
template <class Take>
void each_unescaped(std::string_view raw, Take&& take)
{
    for (;;) {
        auto const at = raw.find('\\');
        if (at != 0) take(raw.substr(0, at));
        if (at == raw.npos) return;
        raw.remove_prefix(at);
        if (raw[1] != 'u') {
            auto const meant = meant_by(raw[1]);
            take(std::string_view{&meant, 1});
            raw.remove_prefix(2);
            continue;
        }
        auto const character = read_escape(raw);
        take(character.text());
        raw.remove_prefix(character.taken);
    }
}

/// Appends that unescaped text.
void append_unescaped(std::string& out, std::string_view raw);

/// Appends `text` as the inside of a JSON string, with the shortest escapes.
void append_escaped(std::string& out, std::string_view text);

/// Appends `text` as a quoted JSON string. Bytes that are not UTF-8 are copied unchanged.
void append_quoted(std::string& out, std::string_view text);

std::string quoted(std::string_view text);

} // namespace wayfinder::wire::json
