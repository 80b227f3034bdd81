#include "config/command_words.hpp"
#include "config/schema_sections.hpp"
#include "config/text_checks.hpp"

namespace wayfinder::config {

namespace {

std::vector<key_spec> active_model_keys()
{
    return {
        {.section = "gateway",
         .name = "models",
         .type = value_type::table,
         .meaning = "The models behind the gateway, one table each."},
        {.section = "gateway.models",
         .name = any_name,
         .type = value_type::table,
         .rule = {.check = check_model_name},
         .meaning = "One model. The name is what tiers, the request's `model` field and metrics call it."},
        {.section = "gateway.models.*",
         .name = "base_url",
         .rule = {.check = check_base_url, .phrase = "an http or https URL, or \"builtin:echo\""},
         .meaning = "where `/chat/completions` is found, such as `https://api.openai.com/v1`; "
                    "`builtin:echo` answers by itself, for trying out",
         .required = true,
         .secret = true}, // it may hold a password, which is one of the mistakes
        {.section = "gateway.models.*",
         .name = "model",
         .meaning = "the model's id at the upstream; required but for `builtin:echo`, where it is `echo`"},
        {.section = "gateway.models.*",
         .name = "api_key_env",
         .rule = {.check = check_variable_name, .phrase = "the name of an environment variable"},
         .meaning = "the environment variable that holds the upstream's key; without it no key is sent",
         .secret = true},
        {.section = "gateway.models.*",
         .name = "api_key_cmd",
         .rule = {.check = check_command, .phrase = "a command"},
         .meaning =
             "command that prints the key, for when the variable is not set; run at start, and at a reload "
             "if it is new or its key is missing; needs `api_key_env`",
         .secret = true},
        {.section = "gateway.models.*",
         .name = "api_key_shell",
         .type = value_type::boolean,
         .fallback = "false",
         .meaning =
             "run `api_key_cmd` by `/bin/sh -c`; without it the command is only split into words, with "
             "quotes as in a shell"},
        {.section = "gateway.models.*",
         .name = "ca_file",
         .meaning = "PEM file of trust anchors to use instead of the system's; "
                    "relative to the directory of this file"},
        {.section = "gateway.models.*",
         .name = "cost_per_1k",
         .type = value_type::number,
         .rule = at_least(0),
         .meaning = "dollars for 1000 tokens, for the cost estimate of debug answers and dry runs; "
                    "nothing is billed by it yet"},
        {.section = "gateway.models.*",
         .name = "timeouts",
         .type = value_type::table,
         .meaning = "overrides `[gateway.timeouts]` for this model, key by key",
         .contents = "gateway.timeouts"},
        {.section = "gateway.models.*",
         .name = "echo_delay",
         .type = value_type::number,
         .rule = seconds_from(0),
         .fallback = "0",
         .meaning = "`builtin:echo` only: wait before the answer and between its chunks"},
    };
}

/// Keys of the reference that this gateway does not act on yet.
std::vector<key_spec> inert_model_keys()
{
    return {
        {.section = "gateway.models.*",
         .name = "fallbacks",
         .type = value_type::strings,
         .fallback = "[]",
         .meaning = "other models to try when this one fails, in order",
         .effect = effect::none_yet},
        {.section = "gateway.models.*",
         .name = "context_window",
         .type = value_type::integer,
         .rule = at_least(1),
         .meaning = "most tokens that the model takes in",
         .effect = effect::none_yet},
    };
}

} // namespace

std::vector<key_spec> model_keys()
{
    auto keys = active_model_keys();
    auto const inert = inert_model_keys();
    keys.insert(keys.end(), inert.begin(), inert.end());
    return keys;
}

} // namespace wayfinder::config
