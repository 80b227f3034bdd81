#include "gateway/operator/budget_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>

namespace wayfinder::gateway {

using nlohmann::ordered_json;

namespace {

template <class Number>
ordered_json number_or_null(std::optional<Number> const& value)
{
    return value ? ordered_json(*value) : ordered_json();
}

} // namespace

ordered_json budget_json(control::applied_limit const& held, control::governor const& accounts,
                         control::budget_date today)
{
    if (held.budget == nullptr) return nullptr;
    auto const& rules = *held.budget;
    auto const now = accounts.balance_of(*held.holder, rules.window, today);
    auto const left = std::max<config::nano_dollars>(0, rules.limit - now.spent - now.reserved);
    return {{"limit", config::in_dollars(rules.limit)},     {"window", name(rules.window)},
            {"on_breach", name(rules.on_breach)},           {"spent", config::in_dollars(now.spent)},
            {"reserved", config::in_dollars(now.reserved)}, {"remaining", config::in_dollars(left)}};
}

ordered_json rate_json(config::rate_limit const* limits)
{
    if (limits == nullptr) return nullptr;
    return {{"rpm", number_or_null(limits->rpm)},
            {"tpm", number_or_null(limits->tpm)},
            {"window_seconds", std::chrono::duration<double>(limits->window).count()},
            {"max_in_flight", number_or_null(limits->max_in_flight)}};
}

} // namespace wayfinder::gateway
