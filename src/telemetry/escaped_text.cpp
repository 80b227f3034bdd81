#include "telemetry/escaped_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace wayfinder::telemetry {
namespace {

struct character {
    std::uint32_t point{};
    std::size_t size{}; ///< in bytes; 0 if it is not UTF-8
};

constexpr bool continues(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The first character of a non-empty text (RFC 3629: not overlong, not a surrogate, not above U+10FFFF).
character first_of(std::string_view text)
{
    auto const lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1};
    std::size_t const size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
    std::uint32_t point = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if (!continues(text[i])) return {};
        point = point << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    bool const overlong = (size == 3 && point < 0x800) || (size == 4 && point < 0x10000);
    bool const surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (overlong || surrogate || point > 0x10FFFF) return {};
    return {point, size};
}

constexpr bool is_harmful(std::uint32_t point)
{
    bool const control = point < 0x20 || (point >= 0x7F && point < 0xA0);
    return control || (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

void append_escape(std::string& out, std::uint32_t point)
{
    constexpr std::string_view digits = "0123456789abcdef";
    out.append("\\u");
    for (unsigned shift = 16; shift > 0;) {
        shift -= 4;
        out.push_back(digits[point >> shift & 0xFU]);
    }
}

/// Length of the leading ASCII characters that need no escaping.
std::size_t plain_size(std::string_view text, bool quoted)
{
    auto const special = [quoted](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte >= 0x7F || (quoted && (c == '"' || c == '\\'));
    };
    return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), special) - text.begin());
}

void append(std::string& out, std::string_view text, bool quoted)
{
    while (!text.empty()) {
        auto const plain = plain_size(text, quoted);
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty()) return;
        auto const next = first_of(text);
        if (next.size == 0)
            out.append("\xEF\xBF\xBD");
        else if (next.point == '\n')
            out.append("\\n");
        else if (is_harmful(next.point))
            append_escape(out, next.point);
        else
            out.append(next.size == 1 ? "\\" : "").append(text.substr(0, next.size));
        text.remove_prefix(std::max<std::size_t>(next.size, 1));
    }
}

} // namespace

void append_quoted(std::string& out, std::string_view text)
{
    out.push_back('"');
    append(out, text, true);
    out.push_back('"');
}

void append_harmless(std::string& out, std::string_view text)
{
    append(out, text, false);
}

} // namespace wayfinder::telemetry
