#include "wire/openai/attachment_walk.hpp"

#include <algorithm>
#include <array>

namespace wayfinder::wire::openai {
namespace {

using simdjson::error_code;
using value_type = simdjson::ondemand::value;

bool is_attachment(std::string_view key)
{
    constexpr std::array<std::string_view, 5> names{"image_url", "input_audio", "file", "video_url",
                                                    "audio_url"};
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return json::key_is(key, name); });
}

/// The bytes of a string that holds data: a data URI, or bare base64 where that may stand. A text that is
/// sent as data is read as the text that it is.
std::size_t data_in(value_type& value, bool may_be_bare)
{
    auto const text = json::inside_of(json::token_of(value));
    bool const is_uri = text.starts_with("data:");
    bool const is_data = is_uri ? !text.starts_with("data:text/") : may_be_bare;
    return is_data ? text.size() : 0;
}

} // namespace

error_code walk_part_member(std::string_view key, value_type& value, std::size_t depth_left,
                            attachments& found)
{
    if (!is_attachment(key)) return json::check(value, depth_left);
    ++found.parts;
    found.images = found.images || json::key_is(key, "image_url");
    found.bytes += data_in(value, false);
    return json::each_member_if_any(
        value, depth_left, [&](std::string_view name, value_type& member, std::size_t depth) {
            bool const bare = json::key_is(name, "data") || json::key_is(name, "file_data");
            if (bare || json::key_is(name, "url")) found.bytes += data_in(member, bare);
            return json::check(member, depth);
        });
}

} // namespace wayfinder::wire::openai
