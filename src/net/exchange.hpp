// One request to an upstream and its answer, read at the pace of whoever asks.
#pragma once

#include "config/snapshot.hpp"
#include "net/answer.hpp"
#include "net/upstream_pool.hpp"
#include "wire/http1/answer_body.hpp"
#include "wire/http1/answer_head.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::net {

/// The call: whom, how patiently, and on whose behalf. Everything referred to outlives the exchange.
struct upstream_call {
    peer const& to;
    config::timeouts const& patience;
    int client_socket{-1};       ///< its hang-up ends the call
    steady::time_point latest;   ///< when the whole call ends
    std::string_view allowed_by; ///< what says so, for messages
    bool streamed{};             ///< the answer comes in small pieces, and may take long

    upstream_call(peer const& whom, config::timeouts const& timeouts, int client, steady::time_point end,
                  std::string_view end_by)
        : to{whom}, patience{timeouts}, client_socket{client}, latest{end}, allowed_by{end_by}
    {}
};

/// A connection goes back to the pool only when its answer was read to the end, undisturbed; in every other
/// case the destructor closes it, which is how a call is cancelled.
class exchange final : public answer {
public:
    exchange(upstream_pool& pool, upstream_call call);
    ~exchange() override;
    exchange(exchange const&) = delete;
    exchange& operator=(exchange const&) = delete;

    /// Sends the request, given as views that stay valid, and reads the head of the answer. A kept-alive
    /// connection that turns out to be closed is replaced once by a new one: it does not take the request, or
    /// ends without a byte within `stale_grace` of it. One that ends later may have been at work on it, and
    /// is lost.
    asio::awaitable<failure> start(std::vector<std::string_view> request);

    /// By then the end of a connection that its other side has closed before has crossed the network, and
    /// hardly any model has begun.
    static constexpr std::chrono::milliseconds stale_grace{100};

    /// The upstream has the whole request, and may be at work on it.
    [[nodiscard]] bool sent() const { return sent_whole_; }

    /// After a start without failure.
    [[nodiscard]] header const& head() const override { return head_; }

    asio::awaitable<piece> next_piece() override;
    void hasten(steady::time_point latest) override { call_.latest = std::min(call_.latest, latest); }

private:
    /// An answer of usual size fits into the first read, and pieces of a stream into half of that, which each
    /// of thousands keeps; of what fills it more is read at once.
    static constexpr std::size_t whole_read = 4U << 10U;
    static constexpr std::size_t piece_read = 2U << 10U;
    static constexpr std::size_t most_read = 64U << 10U;

    asio::awaitable<failure> attempt(std::vector<std::string_view> const& request);
    asio::awaitable<failure> read_head();
    asio::awaitable<wire::http1::answer_head> read_one_head(failure& failed);
    void take_head(wire::http1::answer_head const& seen);
    asio::awaitable<std::size_t> receive(error_code& error);
    [[nodiscard]] std::string_view buffered() const;
    bool take_body(piece& next);
    void drop_piece();
    void release_if_whole(piece& last);
    [[nodiscard]] bool was_stale(failure const& failed) const;
    [[nodiscard]] failure blame(error_code const& error) const;

    upstream_pool& pool_;
    upstream_call call_;
    connection_ptr connection_;
    header head_;
    wire::http1::answer_body body_;
    std::size_t usual_read_;
    std::size_t read_size_{usual_read_}; ///< of the next one
    std::size_t lent_{};                 ///< bytes of the connection's input that the last piece lies in
    std::string last_; ///< the last piece of all, when the connection is gone; a large one is in `lender_`
    boost::beast::flat_buffer lender_;
    steady::time_point first_byte_deadline_{};
    steady::time_point sent_at_{};
    std::string_view awaited_; ///< which timeout is running, for the message
    bool sent_whole_{};
    bool keep_alive_{};
    bool body_begun_{};
    bool answered_{}; ///< at least one byte of the answer has arrived
};

} // namespace wayfinder::net
