// A chat completion from request to answer.
#pragma once

#include "gateway/context.hpp"
#include "gateway/control_plane.hpp"
#include "gateway/rejection.hpp"
#include "net/heartbeat.hpp"
#include "net/upstream_pool.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"
#include "wire/openai/chat_request.hpp"

#include <optional>

namespace wayfinder::gateway {

/// What a worker lends to its requests.
struct services {
    net::asio::io_context& context;
    net::heartbeat& beat;
    net::upstream_pool& upstreams;
    telemetry::log& log;
    control_plane& shared;
    telemetry::metrics& metrics;
    bool dry_run{}; ///< answer with the decision, call nobody
};

/// One per worker. Only the upstream step suspends; what comes before it is plain functions.
class chain {
public:
    explicit chain(services lent) : lent_{lent} {}

    net::asio::awaitable<void> chat_completion(request_context& context);

private:
    std::optional<rejection> read(request_context& context);
    std::optional<rejection> decide(request_context& context);
    net::asio::awaitable<void> explain(request_context& context);
    net::asio::awaitable<std::optional<rejection>> deliver(request_context& context);
    net::asio::awaitable<net::failure> call(request_context& context, target const& to);
    net::asio::awaitable<net::failure> echo(request_context& context, target const& to);

    services lent_;
    wire::openai::chat_request_reader reader_;
    std::string scored_; ///< kept for its memory; no request waits while it is in use
};

} // namespace wayfinder::gateway
