#include "wire/trace_context.hpp"

#include <algorithm>
#include <cstddef>

namespace wayfinder::wire {
namespace {

// Version 00: "00-", 32 digits, "-", 16 digits, "-", 2 digits.
constexpr std::size_t trace_at = 3;
constexpr std::size_t span_at = 36;
constexpr std::size_t flags_at = 53;
constexpr std::size_t whole_size = 55;
constexpr std::size_t most_state = 1024;

/// The specification does not allow upper-case digits.
constexpr int value_of(char digit)
{
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    return -1;
}

bool read_hex(std::string_view digits, std::span<unsigned char> bytes)
{
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto const high = value_of(digits[2 * i]);
        auto const low = value_of(digits[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        bytes[i] = static_cast<unsigned char>(16 * high + low);
    }
    return true;
}

bool is_zero(std::span<unsigned char const> bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](unsigned char byte) { return byte == 0; });
}

} // namespace

std::optional<trace_parent> read_traceparent(std::string_view field)
{
    if (field.size() < whole_size || field[2] != '-' || field[span_at - 1] != '-' ||
        field[flags_at - 1] != '-')
        return std::nullopt;
    std::array<unsigned char, 1> version{};
    std::array<unsigned char, 1> flags{};
    trace_parent found;
    bool const legible = read_hex(field, version) && read_hex(field.substr(trace_at), found.trace) &&
                         read_hex(field.substr(span_at), found.span) &&
                         read_hex(field.substr(flags_at), flags);
    if (!legible || version[0] == 0xFF || is_zero(found.trace) || is_zero(found.span)) return std::nullopt;
    bool const more = field.size() > whole_size;
    if (more && (version[0] == 0 || field[whole_size] != '-')) return std::nullopt;
    found.sampled = (flags[0] & 1U) != 0;
    return found;
}

std::string traceparent_text(trace_parent const& what)
{
    return "00-" + hex_text(what.trace) + "-" + hex_text(what.span) + (what.sampled ? "-01" : "-00");
}

std::string hex_text(std::span<unsigned char const> bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (auto const byte : bytes) {
        text.push_back(digits[byte >> 4U]);
        text.push_back(digits[byte & 15U]);
    }
    return text;
}

bool is_passable_tracestate(std::string_view field)
{
    auto const printable = [](char c) { return c >= 0x20 && c < 0x7F; };
    return !field.empty() && field.size() <= most_state && std::all_of(field.begin(), field.end(), printable);
}

} // namespace wayfinder::wire
