#include "wire/openai/spoken_walk.hpp"

#include "wire/openai/content_walk.hpp"
#include "wire/openai/plain.hpp"

namespace wayfinder::wire::openai {
namespace {

using simdjson::error_code;
using value_type = simdjson::ondemand::value;
using texts_type = std::vector<std::string_view>;

error_code append_string(value_type& value, std::size_t depth_left, texts_type& texts)
{
    std::string_view text;
    auto const error = take_string(value, depth_left, text);
    if (!error && !text.empty()) texts.push_back(text);
    return error;
}

/// `{"name":…,"arguments":…}`
error_code walk_function(value_type& value, std::size_t depth_left, texts_type& texts)
{
    return json::each_member_if_any(
        value, depth_left, [&](std::string_view key, value_type& member, std::size_t depth) {
            bool const said = json::key_is(key, "name") || json::key_is(key, "arguments");
            return said ? append_string(member, depth, texts) : json::check(member, depth);
        });
}

error_code walk_tool_call(value_type& value, std::size_t depth_left, texts_type& texts)
{
    return json::each_member_if_any(
        value, depth_left, [&](std::string_view key, value_type& member, std::size_t depth) {
            return json::key_is(key, "function") ? walk_function(member, depth, texts)
                                                 : json::check(member, depth);
        });
}

error_code walk_tool_calls(value_type& value, std::size_t depth_left, texts_type& texts, message_kind& kind)
{
    return json::each_element_if_any(value, depth_left, [&](value_type& call, std::size_t depth) {
        kind.has_more = true;
        return walk_tool_call(call, depth, texts);
    });
}

error_code walk_spoken_content(value_type& value, std::size_t depth_left, texts_type& texts)
{
    return walk_content(
        value, depth_left, [&](std::string_view text) { texts.push_back(text); },
        [](std::string_view, value_type& member, std::size_t depth) { return json::check(member, depth); });
}

} // namespace

error_code walk_spoken(value_type& value, std::size_t depth_left, texts_type& texts, message_kind& kind)
{
    // Servers that support two kinds of client send the same reasoning under both names.
    std::string_view thought;
    std::string_view other_name;
    std::size_t members = 0;
    auto const visit = [&](std::string_view key, value_type& member, std::size_t depth) {
        kind.is_odd = kind.is_odd || is_odd_member(members++, key);
        if (json::key_is(key, "content")) {
            auto const token = json::token_of(member);
            kind.has_content = token.starts_with('"') && token != R"("")";
            return walk_spoken_content(member, depth, texts);
        }
        if (json::key_is(key, "refusal")) return append_string(member, depth, texts);
        if (json::key_is(key, "tool_calls")) return walk_tool_calls(member, depth, texts, kind);
        bool const is_more = json::key_is(key, "function_call") || json::key_is(key, "audio");
        kind.has_more = kind.has_more || (is_more && json::token_of(member) != "null");
        if (json::key_is(key, "function_call")) return walk_function(member, depth, texts);
        if (json::key_is(key, "reasoning_content")) return take_string(member, depth, thought);
        if (json::key_is(key, "reasoning")) return take_string(member, depth, other_name);
        return json::check(member, depth);
    };
    auto const error = json::each_member_if_any(value, depth_left, visit);
    auto const reasoning = thought.empty() ? other_name : thought;
    if (!error && !reasoning.empty()) texts.push_back(reasoning);
    return error;
}

} // namespace wayfinder::wire::openai
