// Selects the endpoint of a model to call next.
#pragma once

#include "gateway/upstream/endpoint_use.hpp"
#include "gateway/upstream/fleet.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>

namespace wayfinder::gateway {

struct endpoint_choice {
    std::optional<std::size_t> index; ///< nothing: none may be called
    /// Until the first open breaker lets a call through.
    std::optional<std::chrono::steady_clock::duration> breaker_wait;
};

/// The least loaded endpoint that is not given up and whose breaker is not open; not the last one if there is
/// another. Equally loaded ones take turns.
endpoint_choice choose_endpoint(std::span<model_endpoint const> among, endpoint_uses const& seen,
                                config::breaker const& rules, std::size_t turn);

/// An endpoint other than the last may have an answer.
bool has_others(std::span<model_endpoint const> among, endpoint_uses const& seen,
                config::breaker const& rules);

} // namespace wayfinder::gateway
