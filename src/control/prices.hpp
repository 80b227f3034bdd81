// What tokens cost.
#pragma once

#include "config/values/money.hpp"
#include "wire/usage.hpp"

namespace wayfinder::control {

/// The price of one answer in nano-dollars: each kind of token times its price, summed exactly, rounded once,
/// half up. Saturates instead of overflowing.
config::nano_dollars cost_of(config::price const& price, wire::token_counts const& tokens);

} // namespace wayfinder::control
