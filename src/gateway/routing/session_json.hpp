// A conversation's effect on a decision, with the arithmetic, for reports.
#pragma once

#include "gateway/routing/session_decision.hpp"

#include <nlohmann/json_fwd.hpp>

namespace wayfinder::gateway {

/// Amounts in dollars, prices per million tokens.
nlohmann::ordered_json session_json(session_decision const& session);

} // namespace wayfinder::gateway
