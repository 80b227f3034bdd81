#include "wire/json/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <system_error>

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

std::uint32_t hex4(std::string_view text)
{
    std::uint32_t unit = 0;
    for (std::size_t i = 0; i < 4; ++i) unit = unit << 4U | static_cast<std::uint32_t>(hex_value(text[i]));
    return unit;
}

void append_utf8(std::string& out, std::uint32_t point)
{
    auto const push = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (point < 0x80) return push(point);
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
}

constexpr bool is_high_surrogate(std::uint32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}
constexpr bool is_low_surrogate(std::uint32_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/// Appends the character of a `\u` escape; `rest` starts at its digits. Returns the bytes taken from `rest`.
std::size_t append_unicode_escape(std::string& out, std::string_view rest)
{
    auto const first = hex4(rest);
    auto const tail = rest.substr(4);
    if (is_high_surrogate(first) && tail.starts_with("\\u") && is_hex4(tail.substr(2))) {
        if (auto const second = hex4(tail.substr(2)); is_low_surrogate(second)) {
            append_utf8(out, 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00));
            return 10;
        }
    }
    append_utf8(out, first);
    return 4;
}

constexpr char simple_escape(char letter)
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
        return letter; // quote, backslash, slash stand for themselves
    }
}

std::size_t count_digits(std::string_view text)
{
    std::size_t n = 0;
    while (n < text.size() && text[n] >= '0' && text[n] <= '9') ++n;
    return n;
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

std::optional<std::uint64_t> natural(std::string_view token)
{
    std::uint64_t value = 0;
    auto const* const end = token.data() + token.size();
    auto const read = std::from_chars(token.data(), end, value);
    if (token.empty() || read.ptr != end) return std::nullopt;
    if (read.ec == std::errc::result_out_of_range) return std::numeric_limits<std::uint64_t>::max();
    return value;
}

void append_unescaped(std::string& out, std::string_view raw)
{
    for (;;) {
        auto const at = raw.find('\\');
        out.append(raw.substr(0, at));
        if (at == raw.npos) return;
        auto const letter = raw[at + 1];
        raw.remove_prefix(at + 2);
        if (letter == 'u')
            raw.remove_prefix(append_unicode_escape(out, raw));
        else
            out.push_back(simple_escape(letter));
    }
}

void append_quoted(std::string& out, std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    out.push_back('"');
    while (!text.empty()) {
        // A lambda is inlined here, a function would be called for every byte.
        auto const* const special =
            std::find_if(text.begin(), text.end(), [](char c) { return needs_escape(c); });
        out.append(text.begin(), special);
        if (special == text.end()) break;
        text.remove_prefix(static_cast<std::size_t>(special - text.begin()) + 1);
        auto const byte = static_cast<unsigned char>(*special);
        if (byte >= 0x20) {
            out.push_back('\\');
            out.push_back(*special);
        } else if (*special == '\n') {
            out.append("\\n");
        } else {
            out.append("\\u00");
            out.push_back(digits[byte >> 4U]);
            out.push_back(digits[byte & 15U]);
        }
    }
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
