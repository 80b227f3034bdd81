#include "config/delivery.hpp"
#include "config/schema/sections.hpp"
#include "config/validation/text_checks.hpp"

namespace wayfinder::config {

namespace {

constexpr std::string_view endpoint_table{"gateway.models.*.endpoints"};
/// Keys that default to the model's own table.
std::vector<key_spec> inherited_keys()
{
    std::string const of_the_model{"that of the model"};
    auto const with_its_key = of_the_model + ", if its `api_key_env` is";
    return {
        access_key(endpoint_table, "model", of_the_model, "the model's id at this endpoint"),
        access_key(
            endpoint_table, "api_key_env", of_the_model,
            "the environment variable that holds the key for this endpoint; with it, no key setting is "
            "inherited from the model"),
        access_key(endpoint_table, "api_key_cmd", with_its_key, "command that prints the key"),
        access_key(endpoint_table, "api_key_shell", "as for `api_key_cmd`", "run it with `/bin/sh -c`"),
        access_key(endpoint_table, "api_key_header", with_its_key, "the header that carries the bare key"),
        access_key(endpoint_table, "headers", of_the_model,
                   "additional headers for every request to this endpoint"),
        access_key(endpoint_table, "query", of_the_model, "query string of every request to this endpoint"),
        access_key(endpoint_table, "ca_file", of_the_model,
                   "PEM file of trust anchors to use instead of the system's"),
        access_key(endpoint_table, "probe", of_the_model, "path after `base_url` for health probes"),
    };
}

} // namespace

std::vector<key_spec> endpoint_keys()
{
    std::vector<key_spec> keys{
        {.section = "gateway.models.*",
         .name = "endpoints",
         .type = value_type::tables,
         .rule = {.min_items = 1},
         .meaning =
             "One of several places where the model is served, instead of `base_url`. A call goes to the one "
             "with the fewest calls in flight for its weight; one that fails is skipped until it recovers."},
        {.section = endpoint_table,
         .name = "base_url",
         .rule = {.check = check_upstream_url, .phrase = "an http or https URL"},
         .meaning = "URL to which `/chat/completions` is appended",
         .required = true,
         .secret = true}, // as for the model
        {.section = endpoint_table,
         .name = "weight",
         .type = value_type::integer,
         .rule = {.min = 1, .max = 1000},
         .fallback = std::to_string(endpoint{}.weight),
         .meaning = "its share of the calls, relative to the other endpoints"},
    };
    auto const inherited = inherited_keys();
    keys.insert(keys.end(), inherited.begin(), inherited.end());
    return keys;
}

} // namespace wayfinder::config
