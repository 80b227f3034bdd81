// Conversations keep their model unless another one is worth reading the whole conversation again.
#pragma once

#include "control/ledger_entry.hpp"
#include "gateway/context.hpp"

namespace wayfinder::gateway {

/// Finds the conversation that the request continues, if sessions are on, and returns to its model unless
/// that cannot serve the request or the choice is worth a switch. In the middle of a tool loop it always
/// returns to it, if possible.
void keep_session(request_context& context, wire::openai::transcript const& conversation);

/// Back to the choice before keep_session(): a budget does not cover the model.
void leave_session(request_context& context);

/// The turn has been answered, as the entry says; records it for the next one.
void note_session(request_context const& context, control::ledger_entry const& entry);

/// The same if no model was called: as if the choice had read the prompt.
void note_session(request_context const& context);

} // namespace wayfinder::gateway
