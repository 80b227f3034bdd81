// One request in the ledger. Never contains any of its prompt.
#pragma once

#include "config/values/money.hpp"
#include "wire/usage.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::control {

/// How a request ended.
enum class outcome : unsigned char {
    answered,    ///< a model's complete answer
    cached,      ///< the answer came from the cache; it cost nothing
    cut,         ///< the upstream aborted during the answer; charged for what was relayed
    abandoned,   ///< the client left during the answer; charged for what was relayed
    failed,      ///< no answer: nothing was charged
    hedge_loser, ///< the slower of two calls for one request, cancelled; not a request itself
    superseded,  ///< the call of a cascade whose answer is not used; not a request itself
};

/// A call in addition to the one that its request is booked under.
constexpr bool is_beside(outcome how)
{
    return how == outcome::hedge_loser || how == outcome::superseded;
}

constexpr std::string_view name(outcome how)
{
    switch (how) {
    case outcome::answered:
        return "answered";
    case outcome::cached:
        return "cached";
    case outcome::cut:
        return "cut";
    case outcome::abandoned:
        return "abandoned";
    case outcome::failed:
        return "failed";
    case outcome::hedge_loser:
        return "hedge_loser";
    case outcome::superseded:
        return "superseded";
    }
    return "";
}

/// The unit of an entry's amounts. Amounts are never summed across units.
enum class unit : unsigned char {
    usd,      ///< nano-dollars
    relative, ///< 1e-9 of the reference's relative units: no model has a price
    unpriced, ///< the model that answered has no price though others do: the amounts are 0, and unknown
};

constexpr std::string_view name(unit what)
{
    switch (what) {
    case unit::usd:
        return "usd";
    case unit::relative:
        return "relative";
    case unit::unpriced:
        return "unpriced";
    }
    return "";
}

struct ledger_entry {
    std::chrono::system_clock::time_point at; ///< when it was settled; its day counts for budgets and reports
    std::string request_id;
    std::string key; ///< the virtual key's id; empty if none was required
    std::vector<std::string> tags;
    std::string chosen; ///< the model that was decided on
    std::string served; ///< the model that answered; for a failed request the one decided on
    double score{};
    std::string mode;       ///< how the choice was made, as in x-wayfinder-router-mode
    double propensity{1.0}; ///< the probability of this model, where some requests are sent elsewhere
    unsigned status{};      ///< of the answer that the client got
    control::outcome outcome{};
    bool streamed{};
    wire::token_counts tokens;
    wire::usage_source source{wire::usage_source::missing};

    control::unit unit{};
    config::nano_dollars realized{}; ///< what was spent
    config::nano_dollars baseline{}; ///< what the most expensive allowed model would have cost
    config::nano_dollars
        cache_saved{}; ///< what the model that is the source of a cached answer would have cost
    /// baseline - realized - cache_saved is what routing saved; negative if a more expensive model answered.

    std::chrono::microseconds total{};      ///< from the request's arrival to the end of the answer
    std::chrono::microseconds first_byte{}; ///< to the first byte of the answer; 0 if there was none
};

} // namespace wayfinder::control
