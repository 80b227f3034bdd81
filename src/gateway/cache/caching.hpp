// One request's use of the response cache.
#pragma once

#include "control/response_cache.hpp"
#include "gateway/accounting/attribution.hpp"
#include "gateway/client_response.hpp"
#include "gateway/context.hpp"
#include "gateway/upstream/upstream_response.hpp"
#include "net/heartbeat.hpp"
#include "wire/openai/chat_request.hpp"

#include <memory>
#include <optional>

namespace wayfinder::gateway {

/// Determines whether the request may be answered from the cache, looks it up, waits for an identical request
/// in progress, and stores what an upstream answered.
class caching {
public:
    caching(request_context& context, control::response_cache& cache) : context_{context}, cache_{cache} {}

    /// Asks the reader, which must have read this request last, whether it is cacheable. Without this call
    /// every other function does nothing.
    void consider(wire::openai::chat_request_reader& reader);

    /// Looks up an answer of the chosen model. Null if there is none; other requests may then wait for this
    /// one.
    control::shared_answer lookup();

    /// Whether an identical request is in progress.
    [[nodiscard]] bool waits() const { return follower_.has_value(); }
    /// Whether an answer may still come from the cache: an identical request is in progress, or another
    /// model, with its own cache entry, has been chosen since the lookup.
    [[nodiscard]] bool undecided() const { return waits() || moved(); }
    /// Waits for an identical request's answer. Null if this request must call a model itself, or is over
    /// because its client left or no longer waits.
    net::asio::awaitable<control::shared_answer> await_answer(net::asio::io_context& worker,
                                                              net::heartbeat& beat);
    [[nodiscard]] bool client_left() const { return client_left_; }
    [[nodiscard]] bool out_of_time() const { return out_of_time_; }
    [[nodiscard]] bool over() const { return client_left_ || out_of_time_; }

    /// The largest answer to store, in bytes; 0 if none is stored.
    [[nodiscard]] std::size_t copy_limit() const;
    /// Stores the answer, if permitted, and hands it to waiting requests.
    void publish(upstream_response& from, wire::openai::answer_usage const& used);
    /// There is no answer to store: waiting requests call a model themselves.
    void decline();
    /// Likewise, and publish() stores nothing.
    void forgo();

private:
    [[nodiscard]] bool moved() const { return fingerprint_ && context_.chosen.model != looked_at_; }
    [[nodiscard]] bool lacks_usage(control::cached_answer const& stored) const;

    [[nodiscard]] std::optional<control::cache_key> key() const;

    request_context& context_;
    control::response_cache& cache_;
    std::optional<wire::fingerprint> fingerprint_;
    std::optional<control::cache_key> key_; ///< of the last lookup
    std::string_view looked_at_;            ///< the model of that lookup
    bool fresh_only_{};
    std::optional<control::response_cache::leader> leader_;
    std::optional<control::follower> follower_;
    bool client_left_{};
    bool out_of_time_{};
};

/// Sends a cached answer, as a stream or whole, as the request asks.
net::asio::awaitable<void> replay(request_context& context, control::cached_answer const& answer,
                                  client_response& to);

} // namespace wayfinder::gateway
