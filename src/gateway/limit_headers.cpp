#include "gateway/limit_headers.hpp"

#include "config/money.hpp"
#include "gateway/retry_after.hpp"

#include <algorithm>
#include <string>

namespace wayfinder::gateway {
namespace {

std::string reset_of(control::allowance const& what)
{
    return std::to_string(what.reset.count() == 0 ? 0 : whole_seconds(what.reset));
}

void add_openai(control::allowance const& what, std::string const& kind, net::response_head& head)
{
    head.add("x-ratelimit-limit-" + kind, std::to_string(what.limit))
        .add("x-ratelimit-remaining-" + kind, std::to_string(what.remaining))
        .add("x-ratelimit-reset-" + kind, reset_of(what) + "s");
}

} // namespace

void add_limits(control::allowances const& left, net::response_head& head)
{
    if (auto const& first = left.requests ? left.requests : left.tokens) {
        head.add("X-RateLimit-Limit", std::to_string(first->limit))
            .add("X-RateLimit-Remaining", std::to_string(first->remaining))
            .add("X-RateLimit-Reset", reset_of(*first));
    }
    if (left.requests) add_openai(*left.requests, "requests", head);
    if (left.tokens) add_openai(*left.tokens, "tokens", head);
    if (left.money)
        head.add("x-wayfinder-router-budget-remaining",
                 config::nano_text(std::max<config::nano_dollars>(0, *left.money)));
}

} // namespace wayfinder::gateway
