#include "wire/json/decimal.hpp"

#include "wire/json/text.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

namespace wayfinder::wire::json {
namespace {

/// Far from overflow, even after adding the decimal places of a mantissa.
constexpr std::size_t most_exponent_digits = 18;
constexpr auto most = std::numeric_limits<std::uint64_t>::max();

std::optional<std::uint64_t> digits_of(std::string_view text)
{
    std::uint64_t value = 0;
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, value);
    if (text.empty() || read.ptr != end) return std::nullopt;
    return read.ec == std::errc::result_out_of_range ? most : value;
}

std::uint64_t times_ten(std::uint64_t value, std::uint64_t power)
{
    for (; power > 0; --power) {
        if (value > most / 10) return most;
        value *= 10;
    }
    return value;
}

/// [-+]digits
struct exponent {
    explicit exponent(std::string_view text)
    {
        bool const minus = text.starts_with('-');
        if (minus || text.starts_with('+')) text.remove_prefix(1);
        text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
        fits = text.size() <= most_exponent_digits;
        if (!fits) return;
        std::from_chars(text.data(), text.data() + text.size(), value);
        if (minus) value = -value;
    }

    std::int64_t value{};
    bool fits{};
};

} // namespace

void append_canonical_number(std::string& out, std::string_view token)
{
    auto const start = out.size();
    auto const e = std::min(token.find_first_of("eE"), token.size());
    auto const point = std::min(token.find('.'), e);
    auto const sign = token.starts_with('-') ? 1U : 0U;

    // The digits as a whole number, without leading or trailing zeros.
    out.append(token, 0, point).append(token, std::min(point + 1, e), e - std::min(point + 1, e));
    auto const first = std::min(out.find_first_not_of('0', start + sign), out.size());
    out.erase(start + sign, first - start - sign);
    auto const end = out.find_last_not_of('0') + 1;
    if (end <= start + sign) {
        out.resize(start);
        out.push_back('0');
        return;
    }
    auto const zeros = out.size() - end;
    out.resize(end);

    exponent const power{token.substr(std::min(e + 1, token.size()))};
    if (!power.fits) {
        out.resize(start);
        out.append(token);
        return;
    }
    auto const places = e - std::min(point + 1, e);
    auto const value = power.value - static_cast<std::int64_t>(places) + static_cast<std::int64_t>(zeros);
    if (value != 0) out.append("e").append(std::to_string(value));
}

std::optional<std::uint64_t> natural(std::string_view token)
{
    if (auto const value = digits_of(token)) return value;
    if (token.find_first_of(".eE") == token.npos || !is_number(token)) return std::nullopt;
    std::string plain;
    append_canonical_number(plain, token);
    auto const e = std::min(plain.find('e'), plain.size());
    auto const value = digits_of(std::string_view{plain}.substr(0, e));
    if (!value || e == plain.size()) return value;
    auto const power =
        digits_of(std::string_view{plain}.substr(e + 1)); // nullopt if the number is a fraction
    return power ? std::optional{times_ten(*value, *power)} : std::nullopt;
}

} // namespace wayfinder::wire::json
