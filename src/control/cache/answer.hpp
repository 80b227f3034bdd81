// An answer as stored in the response cache.
#pragma once

#include "wire/openai/replay.hpp"
#include "wire/usage.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace wayfinder::control {

/// The bytes that an upstream answered with status 200, and what the ledger needs to know about them.
/// Immutable once shared.
struct cached_answer {
    std::string body;               ///< as the upstream sent it
    wire::openai::stored_form form; ///< the format of the body
    std::string content_type;       ///< of the body
    std::string model;              ///< the gateway's name of the model that answered
    wire::token_counts tokens;
    wire::usage_source source{wire::usage_source::missing};
    std::chrono::steady_clock::time_point stored_at; ///< set by the cache; `Age` counts from here
};

using shared_answer = std::shared_ptr<cached_answer const>;

} // namespace wayfinder::control
