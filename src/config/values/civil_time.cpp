#include "config/values/civil_time.hpp"

#include "config/values/time_zone.hpp"

#include <algorithm>
#include <charconv>

namespace wayfinder::config {

namespace {

using namespace std::chrono;

/// Consumes a text from the left. A failed match consumes nothing.
class cursor {
public:
    explicit cursor(std::string_view text) : rest_{text} {}

    [[nodiscard]] bool at_end() const { return rest_.empty(); }

    bool take(std::string_view any_of)
    {
        if (rest_.empty() || any_of.find(rest_.front()) == any_of.npos) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// A number of exactly this many digits.
    std::optional<int> take_number(std::size_t digits)
    {
        int value = 0;
        if (rest_.size() < digits || count_digits() < digits) return std::nullopt;
        std::from_chars(rest_.data(), rest_.data() + digits, value);
        rest_.remove_prefix(digits);
        return value;
    }

    /// The digits after the decimal point of a second, to the millisecond.
    std::optional<milliseconds> take_fraction()
    {
        auto const digits = count_digits();
        if (digits == 0) return std::nullopt;
        std::string thousandths{rest_.substr(0, std::min<std::size_t>(digits, 3))};
        thousandths.resize(3, '0');
        rest_.remove_prefix(digits);
        return milliseconds{std::stoi(thousandths)};
    }

private:
    [[nodiscard]] std::size_t count_digits() const
    {
        return std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    }

    std::string_view rest_;
};

std::optional<local_days> take_date(cursor& text)
{
    auto const year_number = text.take_number(4);
    if (!year_number || !text.take("-")) return std::nullopt;
    auto const month_number = text.take_number(2);
    if (!month_number || !text.take("-")) return std::nullopt;
    auto const day_number = text.take_number(2);
    if (!day_number) return std::nullopt;
    year_month_day const date{year{*year_number}, month{static_cast<unsigned>(*month_number)},
                              day{static_cast<unsigned>(*day_number)}};
    return date.ok() ? std::optional{local_days{date}} : std::nullopt;
}

/// `HH:MM`
std::optional<minutes> take_hours_and_minutes(cursor& text)
{
    auto const hour = text.take_number(2);
    if (!hour || *hour > 23 || !text.take(":")) return std::nullopt;
    auto const minute = text.take_number(2);
    if (!minute || *minute > 59) return std::nullopt;
    return hours{*hour} + minutes{*minute};
}

/// `HH:MM:SS`, with or without a fraction.
std::optional<milliseconds> take_time(cursor& text)
{
    auto const start = take_hours_and_minutes(text);
    if (!start || !text.take(":")) return std::nullopt;
    auto const second = text.take_number(2);
    if (!second || *second > 59) return std::nullopt;
    auto const whole = *start + seconds{*second};
    if (!text.take(".")) return whole;
    auto const fraction = text.take_fraction();
    return fraction ? std::optional{whole + *fraction} : std::nullopt;
}

/// `Z` or `+HH:MM` or `-HH:MM`
std::optional<minutes> take_offset(cursor& text)
{
    if (text.take("Zz")) return minutes{0};
    auto const west = text.take("-");
    if (!west && !text.take("+")) return std::nullopt;
    auto const offset = take_hours_and_minutes(text);
    return offset && west ? -*offset : offset;
}

} // namespace

std::optional<civil_time> parse_civil_time(std::string_view text)
{
    cursor rest{text};
    auto const date = take_date(rest);
    if (!date) return std::nullopt;
    if (rest.at_end()) return civil_time{*date};
    if (!rest.take("Tt ")) return std::nullopt;
    auto const time = take_time(rest);
    if (!time) return std::nullopt;
    civil_time when{*date + *time};
    if (rest.at_end()) return when;
    when.offset = take_offset(rest);
    return when.offset && rest.at_end() ? std::optional{when} : std::nullopt;
}

std::optional<std::string> check_civil_time(std::string_view text)
{
    return parse_civil_time(text) ? std::nullopt : std::optional<std::string>{civil_time_phrase};
}

system_clock::time_point moment_of(civil_time const& when, std::string_view time_zone)
{
    // One day inside the clock's range, so that no offset leads outside it.
    constexpr auto first = duration_cast<milliseconds>(system_clock::duration::min()) + days{1};
    constexpr auto last = duration_cast<milliseconds>(system_clock::duration::max()) - days{1};
    auto const shown = std::clamp(when.shown.time_since_epoch(), first, last);
    if (when.offset) return system_clock::time_point{shown - *when.offset};
    return moment_in(time_zone, local_time<milliseconds>{shown});
}

} // namespace wayfinder::config
