#include "config/governance.hpp"
#include "config/schema/sections.hpp"

namespace wayfinder::config {

namespace {

std::vector<key_spec> spending_keys()
{
    return {
        {.section = "gateway",
         .name = "budget",
         .type = value_type::table,
         .meaning = "A limit on what all requests together may cost. Keys and tags may have their own "
                    "budgets: a request must fit every one that applies to it."},
        {.section = "gateway.budget",
         .name = "limit",
         .type = value_type::number,
         .rule = {.min = 0,
                  .max = 9e9,
                  .above_min = true,
                  .step = 1e-9,
                  .phrase = "a number of dollars from 0.000000001 to 9000000000"},
         .meaning = "dollars that may be spent per window",
         .required = true},
        {.section = "gateway.budget",
         .name = "window",
         .rule = {.one_of = names_of(all_budget_windows)},
         .fallback = '"' + std::string{name(budget{}.window)} + '"',
         .meaning = "the period that the limit covers: a calendar day or month in `time_zone`, or all time"},
        {.section = "gateway.budget",
         .name = "on_breach",
         .rule = {.one_of = names_of(all_breaches)},
         .fallback = '"' + std::string{name(budget{}.on_breach)} + '"',
         .meaning = "what happens to a request that does not fit: `degrade` it to the cheapest priced model "
                    "that it may use, or `block` it"},
    };
}

std::vector<key_spec> rate_keys()
{
    auto const whole = [](std::string_view name, std::string_view meaning) {
        return key_spec{.section = "gateway.rate_limit",
                        .name = name,
                        .type = value_type::integer,
                        .rule = at_least(1),
                        .meaning = meaning};
    };
    return {
        {.section = "gateway",
         .name = "rate_limit",
         .type = value_type::table,
         .meaning = "Limits on requests and tokens; at least one of `rpm`, `tpm` and `max_in_flight` must be "
                    "set. Keys and tags may have their own limits."},
        whole("rpm", "most requests in any window, wherever it begins"),
        whole("tpm", "most tokens in any window, input and output together"),
        whole("max_in_flight", "most requests in flight at once"),
        {.section = "gateway.rate_limit",
         .name = "window",
         .type = value_type::number,
         .rule = {.min = 0.001, .max = longest_kept, .unit = "seconds"},
         .fallback = seconds_text(rate_limit{}.window),
         .meaning = "length of the window"},
    };
}

} // namespace

std::vector<key_spec> budget_keys()
{
    auto keys = spending_keys();
    auto const rates = rate_keys();
    keys.insert(keys.end(), rates.begin(), rates.end());
    return keys;
}

} // namespace wayfinder::config
