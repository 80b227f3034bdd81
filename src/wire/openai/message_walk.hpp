// Walks the `messages` member into a transcript. Internal to wire: needs simdjson.
#pragma once

#include "wire/json/check.hpp"
#include "wire/openai/prompt_bound.hpp"
#include "wire/openai/transcript.hpp"

namespace wayfinder::wire::openai {

/// Checks the value in full; valid JSON with another shape than the API's contributes no text. Of repeated
/// `messages` members, the last one's texts remain; attachments add up.
simdjson::error_code walk_messages(simdjson::ondemand::value& value, std::size_t depth_left, transcript& out,
                                   attachments& attached);

} // namespace wayfinder::wire::openai
