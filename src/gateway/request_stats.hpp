// The course of a request.
#pragma once

#include "config/values/money.hpp"
#include "control/ledger_entry.hpp"
#include "wire/usage.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace wayfinder::gateway {

/// Recorded by the steps as it happens; read by ledger, access log and metrics.
struct request_stats {
    using time_point = std::chrono::steady_clock::time_point;

    std::optional<std::size_t> served; ///< index of the model called last, or of the stored answer's model
    unsigned attempts{};               ///< model calls
    time_point first_called_at;        ///< time before it is the gateway's own
    time_point called_at;              ///< start of the last call
    time_point settled_at;             ///< end of that call; none before the accounting is closed
    time_point first_byte_at;          ///< of the answer
    std::optional<control::outcome> outcome; ///< none if nothing was booked
    wire::token_counts tokens;
    wire::usage_source source{wire::usage_source::missing};
    control::unit unit{};
    config::nano_dollars cost{};
    std::string_view error; ///< error code sent to the client instead of an answer, or at its end
};

} // namespace wayfinder::gateway
