// Converts an answer with one choice between its two forms, the whole object and the stream of chunks.
#pragma once

#include "wire/json/members.hpp"

#include <string>
#include <vector>

namespace wayfinder::wire::openai {

/// All values are compact JSON. Unknown members are carried along in place.
struct answer_parts {
    json::members top;     ///< `id`, `created`, `model` and others except `object`, `choices`, `usage`
    json::members message; ///< `role`, `content`, ...
    json::members choice;  ///< `finish_reason` and others except `index`, `logprobs` and the message
    std::string usage;     ///< an object; empty if unknown
};

/// The `chat.completion` object.
std::string whole_answer(answer_parts const& parts);

/// The answer as server-sent events, including `[DONE]`: a chunk with the message without its text, one for
/// each of the `pieces`, which are JSON strings, one that ends the choice, and, if `usage` is set, one with
/// the usage.
std::vector<std::string> answer_events(answer_parts const& parts, std::vector<std::string> const& pieces,
                                       bool usage);

} // namespace wayfinder::wire::openai
