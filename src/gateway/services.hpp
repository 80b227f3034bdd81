// What a worker provides to its requests.
#pragma once

#include "gateway/control_plane.hpp"
#include "net/client/upstream_pool.hpp"
#include "net/heartbeat.hpp"
#include "net/server/load.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

namespace wayfinder::gateway {

struct services {
    net::asio::io_context& context;
    net::heartbeat& beat;
    net::upstream_pool& upstreams;
    telemetry::log log; ///< of the gateway
    control_plane& shared;
    telemetry::metrics& metrics;
    net::load& work;
    bool dry_run{}; ///< return the decision without calling a model
};

} // namespace wayfinder::gateway
