// One request's business with the response cache.
#pragma once

#include "control/response_cache.hpp"
#include "gateway/attribution.hpp"
#include "gateway/context.hpp"
#include "gateway/incoming_answer.hpp"
#include "gateway/outlet.hpp"
#include "net/heartbeat.hpp"
#include "wire/openai/chat_request.hpp"

#include <memory>
#include <optional>

namespace wayfinder::gateway {

/// Finds out whether the request may be answered from the cache, looks there, waits for whoever asks the same
/// at this moment, and stores what an upstream answered.
class caching {
public:
    caching(request_context& context, control::response_cache& cache) : context_{context}, cache_{cache} {}

    /// Asks the reader, which has read the request last, whether it may be cached. Without, every other
    /// function does nothing.
    void consider(wire::openai::chat_request_reader& reader);

    /// Looks for an answer of the chosen model. Null when there is none; this request may then be the one
    /// that others wait for.
    control::shared_answer look();

    /// Whether somebody else asks the same at this moment.
    [[nodiscard]] bool waits() const { return follower_.has_value(); }
    /// Whether another model has been chosen since it looked, whose answer lies elsewhere.
    [[nodiscard]] bool moved() const { return meaning_ && context_.chosen.model != looked_at_; }
    /// Where somebody else asks the same: waits for the answer. Null when this request has to ask itself, or
    /// is over: its client has left, or waits no longer.
    net::asio::awaitable<control::shared_answer> await_answer(net::asio::io_context& worker,
                                                              net::heartbeat& beat);
    [[nodiscard]] bool client_left() const { return client_left_; }
    [[nodiscard]] bool out_of_time() const { return out_of_time_; }
    [[nodiscard]] bool over() const { return client_left_ || out_of_time_; }

    /// How large an answer may be to be kept, in bytes; 0 where none is.
    [[nodiscard]] std::size_t copy_limit() const;
    /// Keeps the answer, if it may be kept, and gives it to whoever waits.
    void publish(incoming_answer& from, wire::openai::answer_usage const& used);
    /// There is no answer to keep: whoever waits asks for itself.
    void decline();

private:
    [[nodiscard]] bool lacks_usage(control::cached_answer const& stored) const;

    [[nodiscard]] std::optional<control::cache_key> key() const;

    request_context& context_;
    control::response_cache& cache_;
    std::optional<wire::fingerprint> meaning_;
    std::optional<control::cache_key> key_; ///< under which it was looked for last
    std::string_view looked_at_;            ///< whose answer that is
    bool fresh_only_{};
    std::optional<control::response_cache::leader> leader_;
    std::optional<control::follower> follower_;
    bool client_left_{};
    bool out_of_time_{};
};

/// Sends what the cache has, as a stream or whole, as the request asks.
net::asio::awaitable<void> replay(request_context& context, control::cached_answer const& answer, outlet& to);

} // namespace wayfinder::gateway
