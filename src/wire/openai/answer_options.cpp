#include "wire/openai/answer_options.hpp"

#include "wire/json/check.hpp"
#include "wire/json/parser.hpp"

#include <array>
#include <limits>
#include <span>

namespace wayfinder::wire::openai {
namespace {

using simdjson::error_code;
using value_type = simdjson::ondemand::value;
using path = std::span<std::string_view const>;

/// Finds the token at the end of a path of object members; leaves `token` unchanged if the value has another
/// shape.
error_code find(value_type& value, path members, std::size_t depth_left, std::string_view& token)
{
    if (members.empty()) token = json::token_of(value);
    if (members.empty() || !json::is_object(value)) return json::check(value, depth_left);
    return json::each_member(value, depth_left,
                             [&](std::string_view key, value_type& member, std::size_t depth) {
                                 if (json::key_is(key, members.front()))
                                     return find(member, members.subspan(1), depth, token);
                                 return json::check(member, depth);
                             });
}

constexpr std::array<std::string_view, 2> function_name{"function", "name"};

/// The request's options for its answer, as tokens of the body; empty if absent.
struct mentions {
    std::string_view tool_choice;
    std::string_view chosen_function;
    std::string_view first_function;
    std::string_view format;
    std::string_view include_usage;

    error_code member(std::string_view key, value_type& value, std::size_t depth)
    {
        constexpr std::array<std::string_view, 1> type{"type"};
        constexpr std::array<std::string_view, 1> usage{"include_usage"};
        if (json::key_is(key, "tool_choice")) {
            tool_choice = json::token_of(value);
            return find(value, function_name, depth, chosen_function);
        }
        if (json::key_is(key, "tools")) return tools(value, depth);
        if (json::key_is(key, "response_format")) return find(value, type, depth, format);
        if (json::key_is(key, "stream_options")) return find(value, usage, depth, include_usage);
        return json::check(value, depth);
    }

    error_code tools(value_type& value, std::size_t depth_left)
    {
        bool first = true;
        return json::each_element_if_any(value, depth_left, [&](value_type& tool, std::size_t depth) {
            if (!first) return json::check(tool, depth);
            first = false;
            return find(tool, function_name, depth, first_function);
        });
    }
};

std::string text_of(std::string_view token)
{
    std::string text;
    json::append_unescaped(text, json::inside_of(token));
    return text;
}

} // namespace

answer_options read_answer_options(std::string_view body)
{
    json::reusable_parser parser;
    simdjson::ondemand::document document;
    simdjson::ondemand::object request;
    mentions said;
    auto const visit = [&](std::string_view key, value_type& value, std::size_t depth) {
        return said.member(key, value, depth);
    };
    if (parser.iterate(body).get(document) || document.get_object().get(request) ||
        json::each_member(request, std::numeric_limits<std::size_t>::max(), visit))
        return {};

    answer_options options;
    auto const format = text_of(said.format);
    options.json_object = format == "json_object" || format == "json_schema";
    options.include_usage = said.include_usage == "true";
    options.forced_tool =
        text_of(text_of(said.tool_choice) == "required" ? said.first_function : said.chosen_function);
    return options;
}

} // namespace wayfinder::wire::openai
