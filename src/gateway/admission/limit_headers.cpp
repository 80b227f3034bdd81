#include "gateway/admission/limit_headers.hpp"

#include "config/values/money.hpp"
#include "gateway/upstream/retry_after.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace wayfinder::gateway {
namespace {

/// Digits in their own buffer: these are in every answer.
class digits {
public:
    explicit digits(std::uint64_t number, std::string_view unit = {})
    {
        auto* const end = std::to_chars(text_.data(), text_.data() + text_.size(), number).ptr;
        size_ = static_cast<std::size_t>(std::copy(unit.begin(), unit.end(), end) - text_.data());
    }
    operator std::string_view() const { return {text_.data(), size_}; }

private:
    std::array<char, 24> text_; // NOLINT(cppcoreguidelines-pro-type-member-init): filled as far as it is used
    std::size_t size_;
};

std::uint64_t reset_of(control::allowance const& what)
{
    return what.reset.count() == 0 ? 0 : static_cast<std::uint64_t>(whole_seconds(what.reset));
}

/// OpenAI's names for one kind of limit.
struct field_names {
    std::string_view limit;
    std::string_view remaining;
    std::string_view reset;
};
constexpr field_names of_requests{"x-ratelimit-limit-requests", "x-ratelimit-remaining-requests",
                                  "x-ratelimit-reset-requests"};
constexpr field_names of_tokens{"x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens",
                                "x-ratelimit-reset-tokens"};

void add(field_names const& names, control::allowance const& what, net::response_head& head)
{
    head.add(names.limit, digits{what.limit})
        .add(names.remaining, digits{what.remaining})
        .add(names.reset, digits{reset_of(what), "s"});
}

} // namespace

void add_limits(control::allowances const& left, net::response_head& head)
{
    if (auto const& first = left.requests ? left.requests : left.tokens) {
        head.add("X-RateLimit-Limit", digits{first->limit})
            .add("X-RateLimit-Remaining", digits{first->remaining})
            .add("X-RateLimit-Reset", digits{reset_of(*first)});
    }
    if (left.requests) add(of_requests, *left.requests, head);
    if (left.tokens) add(of_tokens, *left.tokens, head);
    if (left.money)
        head.add("x-wayfinder-router-budget-remaining",
                 config::nano_text(std::max<config::nano_dollars>(0, *left.money)));
}

} // namespace wayfinder::gateway
