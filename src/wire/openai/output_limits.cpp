#include "wire/openai/output_limits.hpp"

#include "wire/json/check.hpp"
#include "wire/json/decimal.hpp"
#include "wire/json/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace wayfinder::wire::openai {
namespace {

/// Far more than any upstream generates, and small enough for arithmetic.
constexpr std::uint64_t most_choices = 1U << 20U;

std::string_view without_quotes(std::string_view token)
{
    return token.starts_with('"') ? json::inside_of(token) : token;
}

bool is_negative(std::string_view token)
{
    return token.starts_with('-') && json::is_number(token);
}

/// Nullopt if it is not a number or is below 0.
std::optional<std::uint64_t> rounded_up(std::string_view number)
{
    if (auto const whole = json::natural(number)) return whole;
    if (!json::is_number(number) || is_negative(number)) return std::nullopt;
    // A fraction; one with too many digits for a double is barely above 0.
    double value = 0;
    std::from_chars(number.data(), number.data() + number.size(), value);
    return static_cast<std::uint64_t>(std::ceil(std::clamp(value, 1.0, 1e15)));
}

} // namespace

bool output_limits::take_tokens(std::string_view token)
{
    auto const number = without_quotes(token);
    auto const most = rounded_up(number);
    if (most) tokens_ = std::max(tokens_.value_or(0), *most);
    none_ = none_ || is_negative(number);
    return most || is_negative(number) || token == "null";
}

bool output_limits::take_choices(std::string_view token)
{
    auto const number = without_quotes(token);
    auto const many = rounded_up(number);
    // Of duplicates, also the largest.
    choices_ = std::max(choices_, static_cast<std::uint32_t>(std::min(many.value_or(1), most_choices)));
    return many || is_negative(number) || token == "null";
}

} // namespace wayfinder::wire::openai
