// Walks the `messages` member into a transcript. Internal to wire: needs simdjson.
#pragma once

#include "wire/json/check.hpp"
#include "wire/openai/transcript.hpp"

namespace wayfinder::wire::openai {

/// Checks the value in full; what has another shape than the API's is sound but contributes no text.
simdjson::error_code walk_messages(simdjson::ondemand::value& value, std::size_t depth_left, transcript& out);

} // namespace wayfinder::wire::openai
