// Giving a stored answer again, in the form that the next client asks for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

/// A body that an upstream sent with status 200, as it sent it: a `chat.completion` object, or the event
/// stream of one, with the chunk that tells the usage if there was one.
struct stored_answer {
    std::string_view body;
    bool event_stream{};
};

/// True for a whole answer that can be given again in both forms without loss: one choice with a text and a
/// `finish_reason`, no error, no call of a tool, no logprobs; a stream must have come to its `[DONE]`.
bool is_storable(stored_answer const& answer);

/// The answer as one JSON object: the stored bytes, or the chunks of the stream put together. Nullopt when
/// the answer is not storable and would lose something.
std::optional<std::string> replay_whole(stored_answer const& answer);

/// The answer as an event stream: the stored bytes, or the object taken apart. The chunk with the usage and
/// nothing else is left out unless the client has asked for it. Nullopt as above.
std::optional<std::string> replay_stream(stored_answer const& answer, bool include_usage);

} // namespace wayfinder::wire::openai
