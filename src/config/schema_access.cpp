#include "config/schema_sections.hpp"
#include "config/text_checks.hpp"

namespace wayfinder::config {

namespace {

constexpr auto none_yet = effect::none_yet;
constexpr std::string_view open_to_all{"the gateway checks no keys, IT IS OPEN to everyone who can reach it"};

key_spec section(std::string_view name, std::string_view meaning, std::string_view consequence = {})
{
    return {.section = "gateway",
            .name = name,
            .type = value_type::table,
            .meaning = meaning,
            .effect = none_yet,
            .consequence = consequence};
}

std::vector<key_spec> budget_and_rate_keys()
{
    return {
        section("budget", "A cap on spending.",
                "the gateway does not enforce budgets, SPENDING IS UNLIMITED"),
        {.section = "gateway.budget",
         .name = "limit",
         .type = value_type::number,
         .rule = above(0),
         .meaning = "most that may be spent in a window",
         .required = true,
         .effect = none_yet},
        {.section = "gateway.budget",
         .name = "window",
         .rule = {.one_of = {"day", "month", "all"}},
         .fallback = "\"day\"",
         .meaning = "what the limit is counted over",
         .effect = none_yet},
        {.section = "gateway.budget",
         .name = "on_breach",
         .rule = {.one_of = {"degrade", "block"}},
         .fallback = "\"degrade\"",
         .meaning = "route to the cheapest model, or refuse",
         .effect = none_yet},
        section("rate_limit", "A cap on requests and tokens; `rpm` or `tpm` or both must be there.",
                "the gateway does not enforce rate limits, REQUESTS ARE UNLIMITED"),
        {.section = "gateway.rate_limit",
         .name = "rpm",
         .type = value_type::integer,
         .rule = at_least(1),
         .meaning = "requests per window",
         .effect = none_yet},
        {.section = "gateway.rate_limit",
         .name = "tpm",
         .type = value_type::integer,
         .rule = at_least(1),
         .meaning = "tokens per window",
         .effect = none_yet},
        {.section = "gateway.rate_limit",
         .name = "window",
         .type = value_type::number,
         .rule = above(0),
         .fallback = "60",
         .meaning = "length of a window in seconds",
         .effect = none_yet},
    };
}

std::vector<key_spec> cache_keys()
{
    return {
        section("cache", "Answers kept for equal requests."),
        {.section = "gateway.cache",
         .name = "enabled",
         .type = value_type::boolean,
         .fallback = "false",
         .meaning = "whether answers are kept",
         .effect = none_yet},
        {.section = "gateway.cache",
         .name = "ttl",
         .type = value_type::number,
         .rule = at_least(0),
         .fallback = "300",
         .meaning = "seconds that an answer is kept; 0 is for ever",
         .effect = none_yet},
        {.section = "gateway.cache",
         .name = "max_entries",
         .type = value_type::integer,
         .rule = at_least(1),
         .fallback = "1024",
         .meaning = "most answers kept",
         .effect = none_yet},
        {.section = "gateway.cache",
         .name = "max_bytes",
         .type = value_type::integer,
         .rule = at_least(1),
         .fallback = "67108864",
         .meaning = "most bytes kept",
         .effect = none_yet},
    };
}

std::vector<key_spec> virtual_key_keys()
{
    return {
        section("keys", "Keys that clients must show, one table each.", open_to_all),
        {.section = "gateway.keys",
         .name = any_name,
         .type = value_type::table,
         .meaning = "A key that clients may show, by an id for reports.",
         .effect = none_yet,
         .consequence = open_to_all},
        {.section = "gateway.keys.*",
         .name = "hash",
         .rule = {.check = check_sha256, .phrase = "a 64-digit SHA-256 in hexadecimal"},
         .meaning = "SHA-256 of the key, never the key",
         .required = true,
         .effect = none_yet,
         .secret = true},
        {.section = "gateway.keys.*",
         .name = "tags",
         .type = value_type::strings,
         .fallback = "[]",
         .meaning = "words for reports",
         .effect = none_yet},
        {.section = "gateway.keys.*",
         .name = "models",
         .type = value_type::strings,
         .fallback = "[]",
         .meaning = "the models that this key may use; empty is all",
         .effect = none_yet},
        {.section = "gateway.keys.*",
         .name = "budget",
         .type = value_type::table,
         .meaning = "a budget for this key alone, as `[gateway.budget]`",
         .effect = none_yet,
         .contents = "gateway.budget"},
        {.section = "gateway.keys.*",
         .name = "rate_limit",
         .type = value_type::table,
         .meaning = "a rate limit for this key alone, as `[gateway.rate_limit]`",
         .effect = none_yet,
         .contents = "gateway.rate_limit"},
    };
}

} // namespace

std::vector<key_spec> access_keys()
{
    auto keys = budget_and_rate_keys();
    for (auto const& part : {cache_keys(), virtual_key_keys()})
        keys.insert(keys.end(), part.begin(), part.end());
    return keys;
}

} // namespace wayfinder::config
