#include "config/command_words.hpp"
#include "config/delivery.hpp"
#include "config/schema_sections.hpp"
#include "config/text_checks.hpp"

namespace wayfinder::config {

namespace {

constexpr std::string_view section{"gateway.models.*.endpoints"};
constexpr std::string_view of_the_model{"that of the model"};

/// Keys that default to the model's own table.
std::vector<key_spec> inherited_keys()
{
    return {
        {.section = section,
         .name = "model",
         .fallback = std::string{of_the_model},
         .meaning = "the model's id at this endpoint"},
        {.section = section,
         .name = "api_key_env",
         .rule = {.check = check_variable_name, .phrase = "the name of an environment variable"},
         .fallback = std::string{of_the_model},
         .meaning = "the environment variable that holds the key for this endpoint; with it, no key setting "
                    "is inherited from the model",
         .secret = true},
        {.section = section,
         .name = "api_key_cmd",
         .rule = {.check = check_command, .phrase = "a command"},
         .fallback = "that of the model, if its `api_key_env` is",
         .meaning = "command that prints the key",
         .secret = true},
        {.section = section,
         .name = "api_key_shell",
         .type = value_type::boolean,
         .fallback = "as for `api_key_cmd`",
         .meaning = "run it with `/bin/sh -c`"},
        {.section = section,
         .name = "api_key_header",
         .rule = {.check = check_key_header, .phrase = "the name of a header"},
         .fallback = "that of the model, if its `api_key_env` is",
         .meaning = "the header that carries the bare key"},
        {.section = section,
         .name = "headers",
         .type = value_type::strings,
         .rule = {.check = check_header_line, .phrase = "a list of headers such as \"OpenAI-Project: p-1\""},
         .fallback = std::string{of_the_model},
         .meaning = "additional headers for every request to this endpoint",
         .secret = true},
        {.section = section,
         .name = "query",
         .rule = {.check = check_query, .phrase = "a query such as \"api-version=2024-10-21\""},
         .fallback = std::string{of_the_model},
         .meaning = "query string of every request to this endpoint",
         .secret = true},
        {.section = section,
         .name = "ca_file",
         .fallback = std::string{of_the_model},
         .meaning = "PEM file of trust anchors to use instead of the system's"},
        {.section = section,
         .name = "probe",
         .rule = {.check = check_path, .phrase = "a path such as \"/models\""},
         .fallback = std::string{of_the_model},
         .meaning = "path after `base_url` for health probes"},
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
        {.section = section,
         .name = "base_url",
         .rule = {.check = check_upstream_url, .phrase = "an http or https URL"},
         .meaning = "URL to which `/chat/completions` is appended",
         .required = true,
         .secret = true}, // as for the model
        {.section = section,
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
