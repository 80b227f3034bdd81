// Which model takes over when the cheap one's answer is inadequate.
#pragma once

#include "gateway/context.hpp"

#include <cstddef>
#include <optional>

namespace wayfinder::gateway {

/// The more expensive model that takes over if the cheap one's answer is inadequate. None unless the score
/// abstained; none if something has moved the choice since, or if the model is waiting for its tools.
std::optional<std::size_t> escalation_of(request_context const& context);

} // namespace wayfinder::gateway
