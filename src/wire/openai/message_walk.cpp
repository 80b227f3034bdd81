#include "wire/openai/message_walk.hpp"

#include "wire/json/text.hpp"

#include <string>

namespace wayfinder::wire::openai {
namespace {

using simdjson::error_code;
using value_type = simdjson::ondemand::value;

/// Checks a member and keeps the inside of its string; null data for any other type.
error_code take_string(value_type& value, std::size_t depth_left, std::string_view& inside)
{
    inside = json::inside_of(json::token_of(value));
    return json::check(value, depth_left);
}

/// A content part: an object whose string `text` is the text.
error_code walk_part(value_type& value, std::size_t depth_left, transcript& out)
{
    if (!json::is_object(value)) return json::check(value, depth_left);
    std::string_view text;
    auto const visit = [&](std::string_view key, value_type& member, std::size_t depth) {
        if (json::key_is(key, "text")) return take_string(member, depth, text);
        return json::check(member, depth);
    };
    auto const error = json::each_member(value, depth_left, visit);
    if (!error && text.data() != nullptr) out.add_text(text);
    return error;
}

error_code walk_content(value_type& value, std::size_t depth_left, transcript& out)
{
    out.drop_texts_of_message();
    if (json::is_array(value)) {
        return json::each_element(value, depth_left, [&](value_type& part, std::size_t depth) {
            return walk_part(part, depth, out);
        });
    }
    std::string_view text;
    auto const error = take_string(value, depth_left, text);
    if (!error && text.data() != nullptr) out.add_text(text);
    return error;
}

error_code walk_role(value_type& value, std::size_t depth_left, transcript& out)
{
    std::string_view raw;
    if (auto const error = take_string(value, depth_left, raw)) return error;
    std::string name;
    json::append_unescaped(name, raw);
    out.set_role(role_named(name));
    return simdjson::SUCCESS;
}

error_code walk_message(value_type& value, std::size_t depth_left, transcript& out)
{
    if (!json::is_object(value)) return json::check(value, depth_left);
    out.begin_message();
    return json::each_member(value, depth_left,
                             [&](std::string_view key, value_type& member, std::size_t depth) {
                                 if (json::key_is(key, "content")) return walk_content(member, depth, out);
                                 if (json::key_is(key, "role")) return walk_role(member, depth, out);
                                 return json::check(member, depth);
                             });
}

} // namespace

error_code walk_messages(value_type& value, std::size_t depth_left, transcript& out)
{
    out.clear();
    if (!json::is_array(value)) return json::check(value, depth_left);
    return json::each_element(value, depth_left, [&](value_type& message, std::size_t depth) {
        return walk_message(message, depth, out);
    });
}

} // namespace wayfinder::wire::openai
