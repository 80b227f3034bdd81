#include "wire/json/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace wayfinder::wire::json {
namespace {

/// Far from overflow, also once the places of a mantissa are added.
constexpr std::size_t most_exponent_digits = 18;

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

    // The digits as one whole number, without zeros at either end.
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

} // namespace wayfinder::wire::json
