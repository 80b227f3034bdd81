// A conversation's effect on a decision, with the arithmetic, for reports.
#pragma once

#include "gateway/session_course.hpp"

#include <nlohmann/json_fwd.hpp>

namespace wayfinder::gateway {

/// Amounts in dollars, prices per million tokens.
nlohmann::ordered_json session_json(session_course const& session);

} // namespace wayfinder::gateway
