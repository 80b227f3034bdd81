// Whether a stored answer may stand for a fresh one. Internal to wire: needs simdjson.
#pragma once

#include <simdjson.h>

namespace wayfinder::wire::openai {

/// True for a request whose answer is one text and does not depend on chance, on tools or on anything but the
/// request: temperature 0 or unsaid (with `strict`: said to be 0), messages of text alone, one choice. A
/// `null` is as good as nothing. `request` has been found sound.
bool is_cacheable(simdjson::ondemand::object& request, bool strict);

} // namespace wayfinder::wire::openai
