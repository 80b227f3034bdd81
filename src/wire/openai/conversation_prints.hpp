// Fingerprints of a conversation's current state, by which its next turn is matched.
#pragma once

#include "wire/fingerprint.hpp"
#include "wire/openai/transcript.hpp"

#include <optional>

namespace wayfinder::wire::openai {

/// Computed from roles and texts only, whatever the model and the spelling of the rest. A request's `before`
/// equals the `now` of the request that the model's last answer was for, as long as the client sends the same
/// texts again.
struct conversation_prints {
    std::optional<fingerprint> before; ///< everything before the model's last answer, if there is one
    fingerprint now{};                 ///< everything
};

conversation_prints prints_of(transcript const& messages);

} // namespace wayfinder::wire::openai
