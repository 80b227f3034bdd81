#include "config/schema/sections.hpp"
#include "config/validation/text_checks.hpp"

namespace wayfinder::config {

namespace {

constexpr std::string_view model_table{"gateway.models.*"};

std::vector<key_spec> table_keys()
{
    return {
        {.section = "gateway",
         .name = "models",
         .type = value_type::table,
         .meaning = "The models behind the gateway, one table each.",
         .secret = true}, // a key may be pasted where a table belongs, also below
        {.section = "gateway.models",
         .name = any_name,
         .type = value_type::table,
         .rule = {.check = check_model_name},
         .meaning = "One model. Tiers, the request's `model` field and metrics use this name for it.",
         .secret = true},
    };
}

/// Where the model is and how the gateway authenticates.
std::vector<key_spec> access_keys()
{
    key_spec base_url{
        .section = model_table,
        .name = "base_url",
        .rule = {.check = check_base_url, .phrase = "an http or https URL, or \"builtin:echo\""},
        .fallback = "required without `endpoints`",
        .meaning = "URL to which `/chat/completions` is appended, such as "
                   "`https://api.openai.com/v1`; `builtin:echo` answers without an upstream, for "
                   "testing",
        .secret = true}; // it may contain a password by mistake
    return {
        std::move(base_url),
        access_key(model_table, "model", {},
                   "the model's id at the upstream; required except for `builtin:echo`, where it defaults to "
                   "`echo`"),
        access_key(model_table, "api_key_env", {},
                   "the environment variable that holds the upstream's key; without it no key is sent"),
        access_key(model_table, "api_key_cmd", {},
                   "command that prints the key if the variable is not set; run at start, and on reload if "
                   "it is new or its key is missing; requires `api_key_env`"),
        access_key(
            model_table, "api_key_shell", "false",
            "run `api_key_cmd` with `/bin/sh -c`; otherwise the command is only split into words, with "
            "quotes as in a shell"),
        access_key(model_table, "api_key_header", "`Authorization`, behind `Bearer `",
                   "the header that carries the bare key: `api-key` for Azure"),
        access_key(model_table, "headers", "[]",
                   "additional headers for every request to the upstream, such as `OpenAI-Project: p-1`"),
        access_key(model_table, "query", {},
                   "query string of every request to the upstream, such as `api-version=2024-10-21`"),
        access_key(model_table, "ca_file", {},
                   "PEM file of trust anchors to use instead of the system's; relative to the directory of "
                   "this file"),
        access_key(model_table, "probe", {},
                   "path after `base_url` for periodic health probes: any status below 500 means healthy; "
                   "without it, only calls show whether the upstream is healthy"),
    };
}

std::vector<key_spec> conduct_keys()
{
    return {
        {.section = model_table,
         .name = "timeouts",
         .type = value_type::table,
         .meaning = "overrides `[gateway.timeouts]` for this model, key by key",
         .contents = "gateway.timeouts"},
        {.section = model_table,
         .name = "echo_delay",
         .type = value_type::number,
         .rule = seconds_from(0),
         .fallback = "0",
         .meaning = "`builtin:echo` only: delay before the answer and between its chunks"},
    };
}

/// A price in dollars. Stored in nano-dollars, so anything that is not free costs at least one.
key_spec price_key(std::string_view name, std::string fallback, std::string_view meaning)
{
    return {.section = "gateway.models.*.price",
            .name = name,
            .type = value_type::number,
            .rule = {.min = 0,
                     .max = 9e9,
                     .step = 1e-9,
                     .phrase = "a number of dollars, 0 or from 0.000000001 to 9000000000"},
            .fallback = fallback,
            .meaning = meaning,
            .required = fallback.empty()};
}

std::vector<key_spec> price_keys()
{
    return {
        {.section = model_table,
         .name = "cost_per_1k",
         .type = value_type::number,
         .rule = {.min = 0,
                  .max = 9e6,
                  .step = 1e-12,
                  .phrase = "a number of dollars, 0 or from 0.000000000001 to 9000000"},
         .meaning = "blended price: dollars per 1000 tokens of input, cached input and output alike; "
                    "`[gateway.models.<name>.price]` has separate prices"},
        {.section = model_table,
         .name = "max_output_tokens",
         .type = value_type::integer,
         .rule = at_least(1),
         .meaning = "most tokens of one answer; what a budget reserves if the client sets no limit (4096 if "
                    "this is not set either)"},
        {.section = model_table,
         .name = "prompt_cache_ttl",
         .type = value_type::number,
         .rule = seconds_from(0),
         .fallback = "that of `[routing.sessions]`",
         .meaning =
             "how long the provider keeps a prompt in its cache after its last use; 0 if it has no cache"},
        {.section = model_table,
         .name = "include_usage",
         .type = value_type::boolean,
         .fallback = "true",
         .meaning = "ask the upstream for the usage of a stream even if the client did not, and then hide it "
                    "from the client"},
        {.section = model_table,
         .name = "price",
         .type = value_type::table,
         .meaning = "What the model costs, in dollars per million tokens. A model with neither this nor "
                    "`cost_per_1k` is unpriced: its spending is unknown, and no budget counts it."},
        price_key("input", {}, "per million tokens of input"),
        price_key("output", {}, "per million tokens of output"),
        price_key("cached_input", "that of `input`",
                  "per million tokens of input that the provider had in its prompt cache"),
        price_key("per_call", "0", "per answer, whatever its tokens"),
    };
}

/// What happens when the model fails or lacks what a request needs.
std::vector<key_spec> failing_keys()
{
    auto const flag = [](std::string_view name, std::string_view meaning) {
        return key_spec{.section = model_table,
                        .name = name,
                        .type = value_type::boolean,
                        .fallback = "false",
                        .meaning = meaning};
    };
    return {
        {.section = model_table,
         .name = "fallbacks",
         .type = value_type::strings,
         .fallback = "[]",
         .meaning = "other models to try when this one fails, in order, each followed by its own fallbacks; "
                    "no model is tried twice"},
        {.section = model_table,
         .name = "context_window",
         .type = value_type::integer,
         .rule = at_least(1),
         .meaning = "most tokens that the model accepts; a prompt that is estimated to be longer goes to "
                    "another one"},
        {.section = model_table,
         .name = "capabilities",
         .type = value_type::strings,
         .rule = {.check = check_label, .phrase = "a list of non-empty strings"},
         .fallback = "[\"images\", \"tools\", \"json_schema\"]",
         .meaning =
             "what the model can do: any of the defaults, and your own tags; a request that needs what the "
             "model lacks, or names a tag that it lacks in `X-Wayfinder-Requires`, goes to another one"},
        flag("retry_timeouts", "call the same endpoint again if it did not answer in time, although it may "
                               "still be working on the first call and charge for both"),
        flag("hedge", "if the first byte takes longer than 95 of 100 recently did, make a second call and "
                      "use whichever answers first; both may be charged"),
    };
}

} // namespace

std::vector<key_spec> model_keys()
{
    auto keys = table_keys();
    for (auto const& part : {access_keys(), conduct_keys(), price_keys(), failing_keys()})
        keys.insert(keys.end(), part.begin(), part.end());
    return keys;
}

} // namespace wayfinder::config
