// Conversations keep their model, unless another one is worth reading all of it anew.
#pragma once

#include "control/ledger_entry.hpp"
#include "gateway/context.hpp"

namespace wayfinder::gateway {

/// Finds the conversation that the request goes on with, where sessions are on, and goes back to its model
/// unless that cannot serve, or the choice is worth a switch. In the middle of a tool loop it always goes
/// back, where it can.
void keep_session(request_context& context, wire::openai::transcript const& conversation);

/// Back to the choice before keep_session(): a budget does not carry the model.
void leave_session(request_context& context);

/// The turn has been answered, as the entry says: the next one will find it.
void note_session(request_context const& context, control::ledger_entry const& entry);

/// The same where nobody was asked: as if the choice had read the prompt.
void note_session(request_context const& context);

} // namespace wayfinder::gateway
