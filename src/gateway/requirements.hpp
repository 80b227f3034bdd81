// What a request needs, before any score: models that lack it are out.
#pragma once

#include "gateway/context.hpp"
#include "gateway/rejection.hpp"

#include <optional>

namespace wayfinder::gateway {

/// Leaves in `context.able` the models that can do what the request asks for, and moves the choice to the
/// nearest of them. A pin moves nowhere. Refused where none is left, with the field of the request that no
/// model can serve. The prompt's length counts for skill policies; others cross tiers for it as `failover`
/// has it.
maybe_refused meet_requirements(request_context& context, wire::openai::transcript const& conversation);

} // namespace wayfinder::gateway
