#include "unit/wire/random_json.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace wayfinder::testing {
namespace {

using kind = json_value::kind;

void append_utf8(std::string& out, char32_t point)
{
    auto const push = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (point < 0x80) return push(point);
    if (point < 0x800) {
        push(0xC0 | point >> 6U);
    } else if (point < 0x10000) {
        push(0xE0 | point >> 12U);
        push(0x80 | (point >> 6U & 0x3F));
    } else {
        push(0xF0 | point >> 18U);
        push(0x80 | (point >> 12U & 0x3F));
        push(0x80 | (point >> 6U & 0x3F));
    }
    push(0x80 | (point & 0x3F));
}

void append_escape(std::string& out, char32_t unit, random_source& random)
{
    if (unit > 0xFFFF) {
        append_escape(out, 0xD800 + ((unit - 0x10000) >> 10U), random);
        return append_escape(out, 0xDC00 + (unit & 0x3FF), random);
    }
    std::string_view const digits = one_in(2, random) ? "0123456789abcdef" : "0123456789ABCDEF";
    out.append("\\u");
    for (auto shift : {12U, 8U, 4U, 0U}) out.push_back(digits[unit >> shift & 15U]);
}

std::string spelled_text(std::u32string const& text, random_source& random)
{
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::u32string_view meanings = U"\"\\/\b\f\n\r\t";
    std::string out{"\""};
    for (auto const each : text) {
        auto const at = meanings.find(each);
        bool const must = each < 0x20 || each == U'"' || each == U'\\';
        if (at != meanings.npos && (must ? !one_in(3, random) : one_in(3, random)))
            out.append("\\").push_back(letters[at]);
        else if (must || one_in(8, random))
            append_escape(out, each, random);
        else
            append_utf8(out, each);
    }
    return out + '"';
}

/// Moves the point and adds insignificant zeros.
std::string spelled_number(json_number const& number, random_source& random)
{
    auto digits = number.digits;
    auto exponent = number.exponent;
    for (auto zeros = below(3, random); zeros > 0; --zeros) {
        digits.push_back('0');
        --exponent;
    }
    auto const places = below(digits.size() + 2, random);
    if (places >= digits.size()) digits.insert(0, places - digits.size() + 1, '0');
    auto whole = digits.substr(0, digits.size() - places);
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    auto out = (number.negative ? "-" : "") + whole;
    if (places > 0) out += "." + digits.substr(digits.size() - places);
    exponent += static_cast<int>(places);
    if (exponent == 0 && one_in(2, random)) return out;
    out += one_in(2, random) ? "e" : "E";
    if (exponent >= 0 && one_in(2, random)) out += "+";
    auto power = std::to_string(exponent);
    if (one_in(3, random)) power.insert(exponent < 0 ? 1U : 0U, "00");
    return out + power;
}

std::string blanks(random_source& random)
{
    constexpr std::string_view spaces = " \t\r\n";
    return one_in(4, random) ? std::string(1 + below(2, random), spaces[below(4, random)]) : "";
}

std::string spelled_object(json_value const& value, random_source& random)
{
    std::vector<std::size_t> order(value.keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random);
    std::string out{"{"};
    auto const append = [&](std::u32string const& key, json_value const& member) {
        if (out.size() > 1) out += ",";
        out += blanks(random) + spelled_text(key, random) + blanks(random) + ":" + spelled(member, random);
    };
    for (auto const at : order) {
        if (one_in(6, random)) append(value.keys[at], random_value(random, 1)); // overridden by what follows
        append(value.keys[at], value.elements[at]);
    }
    return out + blanks(random) + "}";
}

std::string spelled_array(json_value const& value, random_source& random)
{
    std::string out{"["};
    for (auto const& each : value.elements) {
        if (out.size() > 1) out += ",";
        out += spelled(each, random);
    }
    return out + "]";
}

} // namespace

std::string spelled(json_value const& value, random_source& random)
{
    constexpr std::string_view words[]{"null", "true", "false"};
    auto const before = blanks(random);
    auto const after = blanks(random);
    if (value.what == kind::number) return before + spelled_number(value.number, random) + after;
    if (value.what == kind::string) return before + spelled_text(value.text, random) + after;
    if (value.what == kind::array) return before + spelled_array(value, random) + after;
    if (value.what == kind::object) return before + spelled_object(value, random) + after;
    return before + std::string{words[static_cast<std::size_t>(value.what)]} + after;
}

} // namespace wayfinder::testing
