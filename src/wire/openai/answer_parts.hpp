// An answer of one choice between its two forms, the whole object and the stream of chunks.
#pragma once

#include "wire/json/members.hpp"

#include <string>
#include <vector>

namespace wayfinder::wire::openai {

/// Everything as compact JSON. What is unknown here is carried along where it stood.
struct answer_parts {
    json::members top;     ///< `id`, `created`, `model` and whatever else but `object`, `choices`, `usage`
    json::members message; ///< `role`, `content`, ...
    json::members choice;  ///< `finish_reason` and whatever else but `index`, `logprobs` and the message
    std::string usage;     ///< an object; empty when it is not known
};

/// The `chat.completion` object.
std::string whole_answer(answer_parts const& parts);

/// The answer as server-sent events, `[DONE]` included: a chunk with the message but for its text, one for
/// each of the `pieces`, which are JSON strings, one that ends the choice and, with `usage`, one that tells
/// it.
std::vector<std::string> answer_events(answer_parts const& parts, std::vector<std::string> const& pieces,
                                       bool usage);

} // namespace wayfinder::wire::openai
