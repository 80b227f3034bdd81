#include "config/values/number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace wayfinder::config {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks{" \t\n\v\f\r\x1c\x1d\x1e\x1f"};
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Removes the underscores, each of which must be between two digits.
std::optional<std::string> without_underscores(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '_') {
            plain += text[i];
        } else if (i == 0 || i + 1 == text.size() || !is_digit(text[i - 1]) || !is_digit(text[i + 1])) {
            return std::nullopt;
        }
    }
    return plain;
}

} // namespace

std::optional<double> parse_number(std::string_view text)
{
    auto const plain = without_underscores(trimmed(text));
    if (!plain) return std::nullopt;
    std::string_view digits{*plain};
    auto const negative = digits.starts_with('-');
    if (negative || digits.starts_with('+')) digits.remove_prefix(1);
    // from_chars would accept a second sign and words such as "inf".
    if (digits.empty() || !(is_digit(digits.front()) || digits.front() == '.')) return std::nullopt;
    double value{};
    auto const* const end = digits.data() + digits.size();
    auto const [stop, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return negative ? -value : value;
}

std::optional<std::uint64_t> parse_count(std::string_view text)
{
    auto const plain = without_underscores(trimmed(text));
    if (!plain) return std::nullopt;
    std::string_view digits{*plain};
    if (digits.starts_with('+')) digits.remove_prefix(1);
    std::uint64_t value{};
    auto const* const end = digits.data() + digits.size();
    auto const [stop, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return value;
}

std::string number_text(double value)
{
    std::array<char, 32> buffer{};
    auto const magnitude = std::fabs(value);
    auto const plain = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
    auto const format = plain ? std::chars_format::fixed : std::chars_format::scientific;
    auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
    return {buffer.data(), end};
}

std::int64_t times_power_of_ten(double value, int places)
{
    // The shortest digits are what was written; value * 1e9 would be only approximately that.
    std::array<char, 32> buffer{};
    auto const end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
    std::int64_t digits = 0;
    char const* at = buffer.data();
    for (; *at != 'e'; ++at) {
        if (*at == '.') continue;
        digits = digits * 10 + (*at - '0');
        if (at != buffer.data()) --places;
    }
    int exponent = 0;
    auto const* const number = at[1] == '+' ? at + 2 : at + 1;
    std::from_chars(number, end, exponent);
    places += exponent;
    for (; places > 0; --places) digits *= 10;
    for (; places < -1; ++places) digits /= 10;
    return places == 0 ? digits : (digits + 5) / 10;
}

} // namespace wayfinder::config
