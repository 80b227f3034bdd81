// Walks a message's `content`: a string, or parts, some of which are text. Internal to wire: needs simdjson.
#pragma once

#include "wire/json/check.hpp"

#include <cstddef>
#include <string_view>

namespace wayfinder::wire::openai {

/// Checks a value and returns the inside of its string, still escaped; null data for any other type.
inline simdjson::error_code take_string(simdjson::ondemand::value& value, std::size_t depth_left,
                                        std::string_view& inside)
{
    inside = json::inside_of(json::token_of(value));
    return json::check(value, depth_left);
}

/// Walks a content part: an object whose string member `text` is a text. Every other member is passed to
/// `take_other(key, value, depth_left)`, which checks it.
template <class TakeText, class TakeOther>
simdjson::error_code walk_part(simdjson::ondemand::value& value, std::size_t depth_left,
                               TakeText const& take_text, TakeOther const& take_other)
{
    std::string_view text;
    auto const visit = [&](std::string_view key, simdjson::ondemand::value& member, std::size_t depth) {
        if (json::key_is(key, "text")) return take_string(member, depth, text);
        return take_other(key, member, depth);
    };
    auto const error = json::each_member_if_any(value, depth_left, visit);
    if (!error && text.data() != nullptr) take_text(text);
    return error;
}

/// Checks the content in full; `take_text` receives each text as written between its quotes.
template <class TakeText, class TakeOther>
simdjson::error_code walk_content(simdjson::ondemand::value& value, std::size_t depth_left,
                                  TakeText const& take_text, TakeOther const& take_other)
{
    if (json::is_array(value)) {
        return json::each_element(value, depth_left, [&](auto& part, std::size_t depth) {
            return walk_part(part, depth, take_text, take_other);
        });
    }
    std::string_view text;
    auto const error = take_string(value, depth_left, text);
    if (!error && text.data() != nullptr) take_text(text);
    return error;
}

} // namespace wayfinder::wire::openai
