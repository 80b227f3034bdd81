// What a client gets if no model has answered.
#pragma once

#include "gateway/rejection.hpp"
#include "gateway/upstream/call_limit.hpp"
#include "gateway/upstream/upstream_response.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// In words, for the log.
std::string describe(opening const& found);

/// Keeps the upstream's status and words if the client can act on them: 400, 404, 413, 422, 429 and the like.
/// A refused gateway credential is distinguished from a refused client credential: 502, without the
/// upstream's words. Everything else is a 502 too.
rejection refuse_opening(std::string_view model, opening const& found);

/// A stream that arrives compressed after an uncompressed comment.
rejection refuse_encoded(std::string_view model);

/// The request has reached its time limit: 504 if the client set it.
rejection refuse_late(std::string_view model, call_limit const& limit);

/// No eligible model may be called for now, for at least `wait`: 503.
rejection refuse_open_circuit(std::string_view model, std::chrono::steady_clock::duration wait);

/// No eligible model has a context window that fits the prompt: 400.
rejection refuse_too_long(std::string_view model, std::uint64_t tokens);

} // namespace wayfinder::gateway
