// Whether a stored answer may replace a new one. Internal to wire: needs simdjson.
#pragma once

#include <simdjson.h>

namespace wayfinder::wire::openai {

/// True if the answer is a single text that depends only on the request, not on chance or tools: temperature
/// 0 or absent (with `strict`: explicitly 0), text-only messages, one choice. A `null` member counts as
/// absent. `request` must have been validated.
bool is_cacheable(simdjson::ondemand::object& request, bool strict);

} // namespace wayfinder::wire::openai
