// Converts an answer to its other form, for a client that asked for that.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

/// A whole answer as events, including `[DONE]`, with everything in its choices: texts, refusals, reasoning,
/// calls, logprobs. A missing `finish_reason` is derived from whether there are calls. Nullopt if it has no
/// choices. The JSON's depth must be known to be limited.
std::optional<std::string> as_stream(std::string_view answer, bool include_usage);

/// A stream combined into a whole answer, as OpenAI's clients do it: strings and arrays are extended, calls
/// are matched by `index`, and of everything else the first non-null value is kept. Nullopt if it has no
/// choices, or if an event is not a chunk or is longer than sse_reader keeps.
std::optional<std::string> as_whole(std::string_view stream);

} // namespace wayfinder::wire::openai
