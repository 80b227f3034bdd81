// GET /healthz: what an operator should know about the gateway's state.
#pragma once

#include "gateway/live_config.hpp"

#include <string>

namespace wayfinder::gateway {

/// Whether every configured key is set, the configuration file active, and the ledger writable;
/// `ledger_problem` is empty if it is.
std::string health_report(live_config const& now, std::string const& ledger_problem, bool draining);

} // namespace wayfinder::gateway
