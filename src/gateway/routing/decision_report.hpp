// Why a request was routed as it was, for people: the `wayfinder` object of debug answers and dry runs.
#pragma once

#include "gateway/context.hpp"

#include <string>

namespace wayfinder::gateway {

/// JSON text of the object, in the reference's shape. The request must have been routed.
std::string decision_report(request_context const& context, bool dry_run);

} // namespace wayfinder::gateway
