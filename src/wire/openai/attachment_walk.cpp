#include "wire/openai/attachment_walk.hpp"

#include "wire/http1/grammar.hpp"
#include "wire/json/text.hpp"

#include <algorithm>
#include <array>
#include <string>

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

/// Decides by media type. Data that a model may be shown as text does not count as pictorial, whatever member
/// it is in.
bool is_pictorial(std::string_view raw_uri)
{
    constexpr std::size_t longest_type = 256;
    constexpr std::array<std::string_view, 4> kinds{"data:image/", "data:audio/", "data:video/",
                                                    "data:application/pdf"};
    auto const comma = raw_uri.substr(0, longest_type).find(',');
    if (comma == raw_uri.npos) return false;
    std::string type;
    json::append_unescaped(type, raw_uri.substr(0, comma)); // many clients escape each `/`
    return std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) {
        return http1::same_word(std::string_view{type}.substr(0, kind.size()), kind);
    });
}

/// The size of a string that is not read as text: a data URI, or bare base64 where audio is allowed.
std::size_t data_in(std::string_view token, bool may_be_sound)
{
    auto const text = json::inside_of(token);
    bool const is_uri = text.starts_with("data:");
    return is_pictorial(text) || (may_be_sound && !is_uri) ? text.size() : 0;
}

} // namespace

error_code walk_part_member(std::string_view key, value_type& value, std::size_t depth_left,
                            attachments& found)
{
    if (!is_attachment(key)) return json::check(value, depth_left);
    ++found.parts;
    found.images = found.images || json::key_is(key, "image_url");
    if (!json::is_object(value)) {
        auto const token = json::token_of(value);
        auto const error = json::check(value, depth_left);
        if (!error) found.bytes += data_in(token, false);
        return error;
    }
    return json::each_member(value, depth_left,
                             [&](std::string_view name, value_type& member, std::size_t depth) {
                                 auto const token = json::token_of(member);
                                 if (auto const error = json::check(member, depth)) return error;
                                 bool const sound = json::key_is(name, "data");
                                 if (sound || json::key_is(name, "url") || json::key_is(name, "file_data"))
                                     found.bytes += data_in(token, sound);
                                 return error_code{};
                             });
}

} // namespace wayfinder::wire::openai
