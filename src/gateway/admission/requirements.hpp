// A request's requirements, applied before any score: models that do not meet them are excluded.
#pragma once

#include "gateway/context.hpp"
#include "gateway/rejection.hpp"

#include <optional>

namespace wayfinder::gateway {

/// Leaves in `context.able` the models that meet the request's requirements and moves the choice to the
/// nearest of them. A pinned choice is not moved. If none is left, the request is refused with the field that
/// no model can serve. The prompt's length counts for skill policies; other policies cross tiers for it
/// according to `failover`.
optional_rejection meet_requirements(request_context& context, wire::openai::transcript const& conversation);

} // namespace wayfinder::gateway
