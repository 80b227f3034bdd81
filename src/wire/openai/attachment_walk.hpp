// Walks the non-text parts of a message. Internal to wire: needs simdjson.
#pragma once

#include "wire/json/check.hpp"
#include "wire/openai/prompt_bound.hpp"

#include <cstddef>
#include <string_view>

namespace wayfinder::wire::openai {

/// Checks a member of a content part in full, and counts it if it is an attachment: `image_url`, `video_url`,
/// `audio_url`, `input_audio` or `file`.
simdjson::error_code walk_part_member(std::string_view key, simdjson::ondemand::value& value,
                                      std::size_t depth_left, attachments& found);

} // namespace wayfinder::wire::openai
