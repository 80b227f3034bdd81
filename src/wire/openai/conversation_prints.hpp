// Short names of a conversation as it stands, by which its next turn finds it again.
#pragma once

#include "wire/fingerprint.hpp"
#include "wire/openai/transcript.hpp"

#include <optional>

namespace wayfinder::wire::openai {

/// Of roles and texts, whatever the model and the spelling of all else. A request's `before` is the `now` of
/// the one that the model's last answer was for, as long as the client sends the same texts again.
struct conversation_prints {
    std::optional<fingerprint> before; ///< all that stands before the model's last answer; none without one
    fingerprint now{};                 ///< all of it
};

conversation_prints prints_of(transcript const& messages);

} // namespace wayfinder::wire::openai
