// Replays a stored answer in the form that the next client asks for.
#pragma once

#include "wire/openai/edit.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

/// The form of a stored body, as found by examine().
struct stored_form {
    bool event_stream{};
    byte_range usage_chunk; ///< the event of a stream with only the usage; empty if there is none
};

/// The form that a client asks for.
struct wanted_form {
    bool event_stream{};
    bool include_usage{}; ///< for streams only: a whole answer always has its usage
};

/// Examines an unmodified upstream body with status 200: a `chat.completion` object, or the event stream of
/// one. Nullopt unless it is a complete answer that both forms can express without loss: one choice with a
/// text and a `finish_reason`, no error, tool calls or logprobs; a stream must have reached its `[DONE]`.
std::optional<stored_form> examine(std::string_view body, bool event_stream);

/// True if the stored bytes can be sent as they are.
constexpr bool fits(stored_form const& form, wanted_form const& wanted)
{
    bool const has_extra = form.usage_chunk.begin != form.usage_chunk.end && !wanted.include_usage;
    return form.event_stream == wanted.event_stream && !has_extra;
}

/// The answer in the requested form: the stored bytes, without the usage chunk if it is not wanted; the
/// chunks of a stream combined; or the object split into chunks. Nullopt for a body that examine() would
/// reject.
std::optional<std::string> replay(std::string_view body, stored_form const& form, wanted_form const& wanted);

} // namespace wayfinder::wire::openai
