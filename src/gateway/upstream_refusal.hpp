// What a client is told when no model has answered.
#pragma once

#include "gateway/call_limit.hpp"
#include "gateway/incoming_answer.hpp"
#include "gateway/rejection.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// In words, for the log.
std::string describe(opening const& found);

/// Keeps the upstream's status and words where the client can act on them: 400, 404, 413, 422, 429 and
/// their like. A credential of the gateway's that was refused is told from one of the client's: 502, and none
/// of the upstream's words. Everything else is a 502 too.
rejection refuse_opening(std::string_view model, opening const& found);

/// A stream that comes encoded behind a comment that does not.
rejection refuse_encoded(std::string_view model);

/// The request has taken as long as it may: 504 where the client has set the limit.
rejection refuse_late(std::string_view model, call_limit const& limit);

/// Every model that might answer is left alone for now, at least for `wait`: 503.
rejection refuse_open_circuit(std::string_view model, std::chrono::steady_clock::duration wait);

/// No model that might answer has a context window for the prompt: 400.
rejection refuse_too_long(std::string_view model, std::uint64_t tokens);

} // namespace wayfinder::gateway
