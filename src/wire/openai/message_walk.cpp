#include "wire/openai/message_walk.hpp"

#include "wire/json/text.hpp"
#include "wire/openai/attachment_walk.hpp"
#include "wire/openai/content_walk.hpp"

#include <string>

namespace wayfinder::wire::openai {
namespace {

using simdjson::error_code;
using value_type = simdjson::ondemand::value;

error_code walk_texts(value_type& value, std::size_t depth_left, transcript& out, attachments& attached)
{
    out.drop_texts_of_message();
    return walk_content(
        value, depth_left, [&](std::string_view text) { out.add_text(text); },
        [&](std::string_view key, value_type& member, std::size_t depth) {
            return walk_part_member(key, member, depth, attached);
        });
}

error_code walk_role(value_type& value, std::size_t depth_left, transcript& out)
{
    std::string_view raw;
    if (auto const error = take_string(value, depth_left, raw)) return error;
    std::string name;
    json::append_unescaped(name, raw);
    out.set_role(role_named(name));
    out.set_speaker(speaker_named(name));
    return simdjson::SUCCESS;
}

error_code walk_calls(value_type& value, std::size_t depth_left, transcript& out)
{
    return json::each_element_if_any(value, depth_left, [&](value_type& call, std::size_t depth) {
        out.call_tool();
        return json::check(call, depth);
    });
}

error_code walk_message(value_type& value, std::size_t depth_left, transcript& out, attachments& attached)
{
    if (!json::is_object(value)) return json::check(value, depth_left);
    out.begin_message();
    return json::each_member(value, depth_left,
                             [&](std::string_view key, value_type& member, std::size_t depth) {
                                 if (json::key_is(key, "content"))
                                     return walk_texts(member, depth, out, attached);
                                 if (json::key_is(key, "role")) return walk_role(member, depth, out);
                                 if (json::key_is(key, "tool_calls")) return walk_calls(member, depth, out);
                                 if (json::key_is(key, "function_call") && json::is_object(member))
                                     out.call_tool();
                                 return json::check(member, depth);
                             });
}

} // namespace

error_code walk_messages(value_type& value, std::size_t depth_left, transcript& out, attachments& attached)
{
    out.clear();
    return json::each_element_if_any(value, depth_left, [&](value_type& message, std::size_t depth) {
        return out.is_full() ? simdjson::CAPACITY : walk_message(message, depth, out, attached);
    });
}

} // namespace wayfinder::wire::openai
