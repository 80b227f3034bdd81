#include "config/schema/sections.hpp"
#include "config/validation/text_checks.hpp"
#include "config/values/command_words.hpp"

#include <algorithm>
#include <stdexcept>

namespace wayfinder::config {
namespace {

/// What each key accepts, without section, default and meaning.
std::vector<key_spec> const& shapes()
{
    static std::vector<key_spec> const all{
        {.name = "model"},
        {.name = "api_key_env",
         .rule = {.check = check_variable_name, .phrase = "the name of an environment variable"},
         .secret = true},
        {.name = "api_key_cmd", .rule = {.check = check_command, .phrase = "a command"}, .secret = true},
        {.name = "api_key_shell", .type = value_type::boolean},
        {.name = "api_key_header", .rule = {.check = check_key_header, .phrase = "the name of a header"}},
        {.name = "headers",
         .type = value_type::strings,
         .rule = {.check = check_header_line, .phrase = "a list of headers such as \"OpenAI-Project: p-1\""},
         .secret = true}, // a value may be a credential
        {.name = "query",
         .rule = {.check = check_query, .phrase = "a query such as \"api-version=2024-10-21\""},
         .secret = true},
        {.name = "ca_file"},
        {.name = "probe", .rule = {.check = check_path, .phrase = "a path such as \"/models\""}},
    };
    return all;
}

} // namespace

key_spec access_key(std::string_view section, std::string_view name, std::string fallback,
                    std::string_view meaning)
{
    auto const shape = std::ranges::find(shapes(), name, &key_spec::name);
    if (shape == shapes().end()) throw std::logic_error{"no access key is called " + std::string{name}};
    auto key = *shape;
    key.section = section;
    key.fallback = std::move(fallback);
    key.meaning = meaning;
    return key;
}

} // namespace wayfinder::config
