// Where spans are sent.
#pragma once

#include "config/load.hpp"
#include "config/traces.hpp"
#include "config/values/secret.hpp"
#include "net/client/upstream_pool.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace wayfinder::gateway {

/// A collector that accepts OTLP over HTTP.
struct trace_collector {
    net::peer peer;
    config::secret head; ///< the request's head up to the value of Content-Length, credentials included
    std::string service; ///< the gateway's service name
    std::size_t queue{}; ///< limit on requests whose spans are queued
    std::chrono::milliseconds interval{};
    std::chrono::milliseconds timeout{};
    bool metadata_allowed{}; ///< gateway.allow_metadata_hosts
};

/// Null if traces are not configured. Throws std::runtime_error if the system's certificates cannot be used
/// or a header's value cannot be sent.
std::shared_ptr<trace_collector const> make_trace_collector(config::gateway const& settings,
                                                            config::environment const& env);

} // namespace wayfinder::gateway
