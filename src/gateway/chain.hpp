// A chat completion from request to answer.
#pragma once

#include "gateway/attribution.hpp"
#include "gateway/caching.hpp"
#include "gateway/context.hpp"
#include "gateway/control_plane.hpp"
#include "gateway/rejection.hpp"
#include "gateway/relay.hpp"
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

/// One per worker. Only the cache and the upstream suspend; what comes before is plain functions.
class chain {
public:
    explicit chain(services lent) : lent_{lent} {}

    net::asio::awaitable<void> chat_completion(request_context& context);

private:
    using maybe_refused = std::optional<rejection>;

    maybe_refused check_ledger(request_context const& context) const;
    maybe_refused read(request_context& context);
    maybe_refused decide(request_context& context);
    net::asio::awaitable<void> explain(request_context& context);
    net::asio::awaitable<maybe_refused> answer(request_context& context, attribution& books);
    net::asio::awaitable<maybe_refused> give(request_context& context, attribution& books,
                                             control::shared_answer stored);
    net::asio::awaitable<maybe_refused> deliver(request_context& context, attribution& books, caching& cache);
    net::asio::awaitable<undelivered> call(request_context& context, target const& to, attribution& books,
                                           caching& cache);
    net::asio::awaitable<undelivered> echo(request_context& context, target const& to, attribution& books,
                                           caching& cache);
    net::asio::awaitable<undelivered> pass_on(request_context& context, net::answer& from, attribution& books,
                                              caching& cache);

    services lent_;
    wire::openai::chat_request_reader reader_;
    wire::openai::request_meaning_reader meanings_;
    usage_readers usage_;
    std::string scored_; ///< kept for its memory; no request waits while it is in use
};

} // namespace wayfinder::gateway
