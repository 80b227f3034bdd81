// What a conversation has meant for a decision, with the arithmetic, for the reports of it.
#pragma once

#include "gateway/session_course.hpp"

#include <nlohmann/json_fwd.hpp>

namespace wayfinder::gateway {

/// Amounts in dollars, prices for a million tokens.
nlohmann::ordered_json session_json(session_course const& session);

} // namespace wayfinder::gateway
