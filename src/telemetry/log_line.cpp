#include "telemetry/log_line.hpp"

#include <algorithm>

namespace wayfinder::telemetry {
namespace {

unsigned byte_at(std::string_view text, std::size_t place)
{
    return place < text.size() ? static_cast<unsigned char>(text[place]) : 0U;
}

/// How many bytes the well-formed character at the front has (Unicode 15, table 3-7); 0 for a control
/// character, and for what is none.
std::size_t printable_at_front(std::string_view text)
{
    auto const first = byte_at(text, 0);
    if (first < 0x80) return first >= 0x20 && first != 0x7F ? 1 : 0;
    auto const second = byte_at(text, 1);
    auto const follows = [&](std::size_t place) { return (byte_at(text, place) & 0xC0U) == 0x80; };
    if (first < 0xC2 || first > 0xF4 || !follows(1)) return 0;
    if (first < 0xE0) return first == 0xC2 && second < 0xA0 ? 0 : 2;
    if (!follows(2) || (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
    if (first < 0xF0) return 3;
    bool const in_range = !(first == 0xF0 && second < 0x90) && !(first == 0xF4 && second > 0x8F);
    return follows(3) && in_range ? 4 : 0;
}

void append_escaped(std::string& line, unsigned byte)
{
    constexpr std::string_view digits = "0123456789abcdef";
    line.append("\\x").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
}

} // namespace

std::string log_line(std::string_view text)
{
    std::string line;
    line.reserve(std::min(text.size(), longest_line));
    std::size_t at = 0;
    while (at < text.size() && line.size() < longest_line) {
        auto const size = printable_at_front(text.substr(at));
        if (size == 0)
            append_escaped(line, byte_at(text, at));
        else
            line.append(text.substr(at, size));
        at += std::max<std::size_t>(size, 1);
    }
    if (at < text.size()) line += "... (and " + std::to_string(text.size() - at) + " bytes)";
    return line;
}

} // namespace wayfinder::telemetry
