#include "delivery/verdict.hpp"

#include "delivery/http_date.hpp"

#include <algorithm>
#include <charconv>

namespace wayfinder::delivery {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds longest_rest = std::chrono::hours{24 * 365};

bool is_server_error(unsigned status)
{
    return status >= 500 && status < 600;
}

bool may_pass(unsigned status)
{
    return status == 408 || status == 409 || status == 425 || status == 429 ||
           (is_server_error(status) && status != 501);
}

/// The endpoint will not answer any other request either.
bool will_not_serve(unsigned status)
{
    return (status >= 401 && status <= 403) || status == 501 || (status >= 300 && status < 400);
}

std::string_view trimmed(std::string_view text)
{
    auto const from = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(from, text.find_last_not_of(" \t") + 1 - from);
}

/// Digits, optionally with a fraction; values that are too large become `longest_rest`.
std::optional<milliseconds> parse_number(std::string_view text, double milliseconds_each)
{
    auto const of_a_number = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
    if (text.empty() || text.front() == '.' || !std::all_of(text.begin(), text.end(), of_a_number))
        return std::nullopt;
    double value{};
    auto const [end, problem] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (end != text.data() + text.size()) return std::nullopt;
    auto const most = static_cast<double>(longest_rest.count());
    if (problem == std::errc::result_out_of_range || value * milliseconds_each > most) return longest_rest;
    return milliseconds{static_cast<milliseconds::rep>(value * milliseconds_each)};
}

} // namespace

verdict judge(attempt_end const& end, bool retry_timeouts, milliseconds max_retry_after)
{
    switch (end.what) {
    case attempt_end::kind::transport:
        return verdict::again;
    case attempt_end::kind::timed_out:
        return retry_timeouts ? verdict::again : verdict::elsewhere;
    case attempt_end::kind::unusable:
        return verdict::elsewhere;
    case attempt_end::kind::answered:
        break;
    }
    if (will_not_serve(end.status)) return verdict::elsewhere;
    if (!may_pass(end.status)) return verdict::deliver;
    return end.retry_after > max_retry_after ? verdict::elsewhere : verdict::again;
}

health health_of(attempt_end const& end)
{
    bool const well = end.what == attempt_end::kind::answered && end.status != 408 && end.status != 429 &&
                      !will_not_serve(end.status) && !is_server_error(end.status);
    return well ? health::good : health::bad;
}

std::optional<milliseconds> parse_retry_after(std::string_view retry_after, std::string_view retry_after_ms,
                                              std::chrono::system_clock::time_point now)
{
    if (auto const exact = parse_number(trimmed(retry_after_ms), 1)) return exact;
    if (auto const seconds = parse_number(trimmed(retry_after), 1'000)) return seconds;
    auto const date = parse_http_date(trimmed(retry_after), now);
    if (!date) return std::nullopt;
    // Compute in seconds: a date may be further away than nanoseconds can represent.
    auto const left = *date - std::chrono::floor<std::chrono::seconds>(now);
    return std::clamp<milliseconds>(left, milliseconds{0}, longest_rest);
}

milliseconds backoff(unsigned number, milliseconds first, milliseconds longest,
                     std::optional<milliseconds> retry_after, double unit)
{
    auto const share = [unit](milliseconds whole) {
        return milliseconds{static_cast<milliseconds::rep>(static_cast<double>(whole.count()) * unit)};
    };
    auto bound = std::min(first, longest);
    for (unsigned i = 0; i < number && bound.count() > 0 && bound < longest; ++i)
        bound = bound > longest / 2 ? longest : bound * 2;
    auto const wait = share(bound);
    if (!retry_after || *retry_after <= wait) return wait;
    return *retry_after + share(*retry_after / 10);
}

} // namespace wayfinder::delivery
