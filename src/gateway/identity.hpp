// Who asks: from the key that a request shows to the caller that it belongs to.
#pragma once

#include "control/source_limiter.hpp"
#include "gateway/context.hpp"
#include "gateway/rejection.hpp"

#include <optional>
#include <string_view>

namespace wayfinder::gateway {

/// The token of `Authorization: Bearer <token>`, the scheme in any case, of a bare `Authorization: <token>`,
/// or of `x-api-key`; empty when there is none.
std::string_view shown_token(net::request const& incoming);

/// Whether identify() would find somebody; nobody is counted.
bool shows_key(request_context const& context);

/// Fills in `context.who`. What shows no valid key is refused, and counted by its source address: who has
/// shown too many gets 429 in place of 401, so that guessing is slow and a flood cheap. It takes nothing from
/// anybody who has a key, at the same address either.
maybe_refused identify(request_context& context, control::source_limiter& strangers);

} // namespace wayfinder::gateway
