// Requests that are sent elsewhere than the score says, for labels' sake.
#pragma once

#include "gateway/context.hpp"

namespace wayfinder::gateway {

/// Draws by the id of a request that the score has decided on whether another model of the policy answers it,
/// one that may serve it. Not where a conversation would be torn from what its model has in cache. Marks the
/// choice, and how likely it was.
void explore(request_context& context);

/// Back to what the score says: a budget does not carry the other one.
void stop_exploring(route& chosen);

} // namespace wayfinder::gateway
