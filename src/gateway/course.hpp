// How a request goes.
#pragma once

#include "config/money.hpp"
#include "control/ledger_entry.hpp"
#include "wire/usage.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace wayfinder::gateway {

/// Written down by the steps as it happens, and read by whoever tells of it: ledger, access log, metrics.
struct course {
    using time_point = std::chrono::steady_clock::time_point;

    std::optional<std::size_t> served; ///< place of the model that was asked last, or whose answer was stored
    unsigned attempts{};               ///< calls of models
    time_point first_called_at;        ///< what came before it is the gateway's own time
    time_point called_at;              ///< the last of the calls
    time_point settled_at;             ///< the end of that call; none before the books were closed
    time_point first_byte_at;          ///< of the answer
    std::optional<control::outcome> outcome; ///< none where nothing was booked
    wire::token_counts tokens;
    wire::usage_source source{wire::usage_source::missing};
    control::unit unit{};
    config::nano_dollars cost{};
    std::string_view error; ///< the code of what the client was told in place of an answer, or of its end
};

} // namespace wayfinder::gateway
