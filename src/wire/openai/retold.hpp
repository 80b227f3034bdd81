// An answer in the other form than the one it came in, for a client that has asked for that.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

/// The events of a whole answer, `[DONE]` included, with everything that its choices say: texts, refusals,
/// reasoning, calls, logprobs. A `finish_reason` that is missing follows from whether there are calls.
/// Nullopt where it has no choice. For JSON whose depth is known to be bounded.
std::optional<std::string> told_as_stream(std::string_view answer, bool include_usage);

/// The whole answer that a stream tells, put together as OpenAI's clients do it: strings and arrays grow,
/// calls by their `index`, of all else the first that is not null stays. Nullopt where it has no choice, or
/// an event that is no chunk, or is longer than sse_reader keeps.
std::optional<std::string> told_as_whole(std::string_view stream);

} // namespace wayfinder::wire::openai
