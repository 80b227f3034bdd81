// Reports on the gateway and its models.
#pragma once

#include "gateway/live_config.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// `GET /v1/models`: the directives, then the configured models that the caller may use, in file order.
std::string model_list(runtime_config const& runtime, tenant const& caller);

/// `GET /v1/models/{id}`; nullopt when the list has no such id.
std::optional<std::string> model_entry(runtime_config const& runtime, tenant const& caller,
                                       std::string_view id);

/// `GET /router/models`: each model's address and whether its key is set; never the key.
std::string target_report(runtime_config const& runtime, bool dry_run);

/// `GET /healthz`: whether every configured key is set, the configuration file active, and the ledger
/// writable; `ledger_problem` is empty if it is.
std::string health_report(live_config const& now, std::string const& ledger_problem, bool draining);

} // namespace wayfinder::gateway
