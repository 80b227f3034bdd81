// Maps the key of a request to its caller.
#pragma once

#include "control/limits/source_limiter.hpp"
#include "gateway/context.hpp"
#include "gateway/rejection.hpp"

#include <optional>
#include <string_view>

namespace wayfinder::gateway {

/// Whether identify() would succeed; counts nothing.
bool shows_key(request_context const& context);

/// Fills in `context.caller`. A request without a valid key is refused and counted by source address: an
/// address with too many gets 429 instead of 401, so that guessing is slow and a flood cheap. Callers with a
/// valid key at the same address are not affected.
optional_rejection identify(request_context& context, control::source_limiter& limiter);

} // namespace wayfinder::gateway
