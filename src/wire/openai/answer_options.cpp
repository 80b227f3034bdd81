#include "wire/openai/answer_options.hpp"

#include <simdjson.h>

namespace wayfinder::wire::openai {
namespace {

namespace ondemand = simdjson::ondemand;

/// The first tool's function name: what `tool_choice: "required"` comes down to.
std::string first_tool(ondemand::object& request)
{
    ondemand::array tools;
    if (request["tools"].get_array().get(tools)) return {};
    for (auto each : tools) {
        std::string_view name;
        if (each["function"]["name"].get_string().get(name)) return {};
        return std::string{name};
    }
    return {};
}

std::string forced_tool(ondemand::object& request)
{
    std::string_view text;
    ondemand::value choice;
    if (request["tool_choice"].get(choice)) return {};
    if (!choice.get_string().get(text)) return text == "required" ? first_tool(request) : std::string{};
    if (choice["function"]["name"].get_string().get(text)) return {};
    return std::string{text};
}

bool wants_json(ondemand::object& request)
{
    std::string_view type;
    if (request["response_format"]["type"].get_string().get(type)) return false;
    return type == "json_object" || type == "json_schema";
}

} // namespace

answer_options read_answer_options(std::string_view body)
{
    answer_options options;
    ondemand::parser parser;
    ondemand::document document;
    simdjson::padded_string_view const padded{body.data(), body.size(), body.size() + simdjson::SIMDJSON_PADDING};
    ondemand::object request;
    if (parser.iterate(padded).get(document) || document.get_object().get(request)) return options;
    options.forced_tool = forced_tool(request);
    options.json_object = wants_json(request);
    if (request["stream_options"]["include_usage"].get_bool().get(options.include_usage))
        options.include_usage = false;
    return options;
}

} // namespace wayfinder::wire::openai
