// Giving a stored answer again, in the form that the next client asks for.
#pragma once

#include "wire/openai/edit.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

/// What a stored body is, as examine() finds it.
struct stored_form {
    bool event_stream{};
    byte_range
        usage_chunk; ///< the event of a stream that tells the usage and nothing else; empty without one
};

/// What a client asks for.
struct wanted_form {
    bool event_stream{};
    bool include_usage{}; ///< of a stream only: a whole answer has its usage in any case
};

/// Looks at a body that an upstream sent with status 200, as it sent it: a `chat.completion` object, or the
/// event stream of one. Nullopt unless it is a whole answer that can be told in both forms without loss: one
/// choice with a text and a `finish_reason`, no error, no call of a tool, no logprobs; a stream must have
/// come to its `[DONE]`.
std::optional<stored_form> examine(std::string_view body, bool event_stream);

/// True when the stored bytes themselves are what is asked for.
constexpr bool fits(stored_form const& form, wanted_form const& wanted)
{
    bool const has_extra = form.usage_chunk.begin != form.usage_chunk.end && !wanted.include_usage;
    return form.event_stream == wanted.event_stream && !has_extra;
}

/// The answer as it is asked for: the stored bytes, without the chunk with the usage where it is not wanted;
/// the chunks of a stream put together; or the object taken apart. Nullopt for a body that examine() would
/// refuse.
std::optional<std::string> replay(std::string_view body, stored_form const& form, wanted_form const& wanted);

} // namespace wayfinder::wire::openai
