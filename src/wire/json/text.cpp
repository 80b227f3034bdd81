#include "wire/json/text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace wayfinder::wire::json {
namespace {

constexpr int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_hex4(std::string_view text)
{
    if (text.size() < 4) return false;
    for (std::size_t i = 0; i < 4; ++i)
        if (hex_value(text[i]) < 0) return false;
    return true;
}

/// The value of four characters that are known to be hexadecimal digits.
std::uint32_t hex4(std::string_view text)
{
    std::uint32_t unit = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        auto const digit = static_cast<unsigned char>(text[i]);
        unit = unit << 4U | ((digit & 0xFU) + (digit >> 6U) * 9U);
    }
    return unit;
}

unescaped_character utf8(std::uint32_t point, std::uint8_t taken)
{
    unescaped_character made;
    made.taken = taken;
    auto const push = [&](std::uint32_t byte) { made.bytes[made.size++] = static_cast<char>(byte); };
    if (point < 0x80) {
        push(point);
        return made;
    }
    if (point < 0x800) {
        push(0xC0 | point >> 6U);
    } else {
        if (point < 0x10000) {
            push(0xE0 | point >> 12U);
        } else {
            push(0xF0 | point >> 18U);
            push(0x80 | (point >> 12U & 0x3F));
        }
        push(0x80 | (point >> 6U & 0x3F));
    }
    push(0x80 | (point & 0x3F));
    return made;
}

constexpr bool is_high_surrogate(std::uint32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}
constexpr bool is_low_surrogate(std::uint32_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

std::size_t count_digits(std::string_view text)
{
    std::size_t n = 0;
    while (n < text.size() && text[n] >= '0' && text[n] <= '9') ++n;
    return n;
}

/// The letter of a character's one-letter escape; 0 if there is none.
constexpr char escape_letter(char c)
{
    if (c == '"' || c == '\\') return c;
    constexpr std::string_view letters = "bfnrt";
    for (char const each : letters)
        if (meant_by(each) == c) return each;
    return 0;
}

constexpr bool needs_escape(char c)
{
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

} // namespace

bool escapes_are_legal(std::string_view raw)
{
    for (auto at = raw.find('\\'); at != raw.npos; at = raw.find('\\', at)) {
        auto const rest = raw.substr(at + 1);
        if (rest.empty()) return false;
        if (rest.front() == 'u') {
            if (!is_hex4(rest.substr(1))) return false;
            at += 6;
        } else {
            if (std::string_view{"\"\\/bfnrt"}.find(rest.front()) == std::string_view::npos) return false;
            at += 2;
        }
    }
    return true;
}

bool is_number(std::string_view token)
{
    if (token.starts_with('-')) token.remove_prefix(1);
    auto const whole = count_digits(token);
    if (whole == 0 || (whole > 1 && token.front() == '0')) return false;
    token.remove_prefix(whole);
    if (token.starts_with('.')) {
        auto const fraction = count_digits(token.substr(1));
        if (fraction == 0) return false;
        token.remove_prefix(1 + fraction);
    }
    if (token.starts_with('e') || token.starts_with('E')) {
        token.remove_prefix(1);
        if (token.starts_with('+') || token.starts_with('-')) token.remove_prefix(1);
        auto const exponent = count_digits(token);
        if (exponent == 0) return false;
        token.remove_prefix(exponent);
    }
    return token.empty();
}

unescaped_character read_escape(std::string_view raw)
{
    if (raw[1] != 'u') return utf8(static_cast<unsigned char>(meant_by(raw[1])), 2);
    auto const first = hex4(raw.substr(2));
    auto const rest = raw.substr(6);
    if (is_high_surrogate(first) && rest.starts_with("\\u")) {
        auto const second = hex4(rest.substr(2));
        if (is_low_surrogate(second))
            return utf8(0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00), 12);
    }
    return utf8(first, 6);
}

void append_unescaped(std::string& out, std::string_view raw)
{
    each_unescaped(raw, [&](std::string_view text) { out.append(text); });
}

void append_escaped(std::string& out, std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    while (!text.empty()) {
        // A lambda is inlined here; a function would be called for every byte.
        auto const* const special =
            std::find_if(text.begin(), text.end(), [](char c) { return needs_escape(c); });
        out.append(text.begin(), special);
        if (special == text.end()) break;
        text.remove_prefix(static_cast<std::size_t>(special - text.begin()) + 1);
        auto const byte = static_cast<unsigned char>(*special);
        if (auto const letter = escape_letter(*special)) {
            out.push_back('\\');
            out.push_back(letter);
        } else {
            out.append("\\u00");
            out.push_back(digits[byte >> 4U]);
            out.push_back(digits[byte & 15U]);
        }
    }
}

void append_quoted(std::string& out, std::string_view text)
{
    out.push_back('"');
    append_escaped(out, text);
    out.push_back('"');
}

std::string quoted(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 2);
    append_quoted(out, text);
    return out;
}

} // namespace wayfinder::wire::json
