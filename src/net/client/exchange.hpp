// One request to an upstream and its answer, read at the caller's pace.
#pragma once

#include "config/snapshot.hpp"
#include "net/client/answer.hpp"
#include "net/client/upstream_pool.hpp"
#include "wire/http1/answer_body.hpp"
#include "wire/http1/answer_head.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::net {

/// The target of a call, its timeouts, and the client it is made for. Everything referred to must outlive the
/// exchange.
struct upstream_call {
    peer const& to;
    config::timeouts const& patience;
    int client_socket{-1};       ///< if it hangs up, the call ends
    steady::time_point latest;   ///< deadline of the whole call
    std::string_view allowed_by; ///< the setting behind that deadline, for messages
    bool streamed{};             ///< the answer arrives in small pieces and may take long

    upstream_call(peer const& whom, config::timeouts const& timeouts, int client, steady::time_point end,
                  std::string_view end_by)
        : to{whom}, patience{timeouts}, client_socket{client}, latest{end}, allowed_by{end_by}
    {}
};

/// A connection returns to the pool only if its answer was read to the end without error; otherwise the
/// destructor closes it, which is how a call is cancelled.
class exchange final : public answer {
public:
    exchange(upstream_pool& pool, upstream_call call);
    ~exchange() override;
    exchange(exchange const&) = delete;
    exchange& operator=(exchange const&) = delete;

    /// Sends the request, given as views that stay valid, and reads the head of the answer. A kept-alive
    /// connection that turns out to be closed is replaced once by a new one: that is, if it does not accept
    /// the request, or ends without a byte within `stale_grace` after it. If it ends later, the upstream may
    /// have been working on the request, and the call fails.
    asio::awaitable<failure> start(std::vector<std::string_view> request);

    /// Long enough for an earlier close by the other side to cross the network, and short enough that hardly
    /// any model has begun to work.
    static constexpr std::chrono::milliseconds stale_grace{100};

    /// The upstream has the whole request and may be working on it.
    [[nodiscard]] bool sent() const { return sent_whole_; }

    /// Valid after a successful start.
    [[nodiscard]] header const& head() const override { return head_; }

    asio::awaitable<piece> next_piece() override;
    void tighten_deadline(steady::time_point latest) override
    {
        call_.latest = std::min(call_.latest, latest);
    }

private:
    /// An answer of typical size fits into one whole_read. Stream pieces fit into half of that, which matters
    /// because each of thousands of streams keeps its buffer. If a read fills the buffer, the next one is
    /// larger.
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
    [[nodiscard]] failure failure_of(error_code const& error) const;

    upstream_pool& pool_;
    upstream_call call_;
    connection_ptr connection_;
    header head_;
    wire::http1::answer_body body_;
    std::size_t usual_read_;
    std::size_t read_size_{usual_read_}; ///< of the next read
    std::size_t lent_{};                 ///< bytes of the connection's input that hold the last piece
    std::string last_; ///< the final piece, once the connection is released; a large one is in `lender_`
    boost::beast::flat_buffer lender_;
    steady::time_point first_byte_deadline_{};
    steady::time_point sent_at_{};
    std::string_view awaited_; ///< the running timeout, for messages
    bool sent_whole_{};
    bool keep_alive_{};
    bool body_begun_{};
    bool answered_{}; ///< at least one byte of the answer has arrived
};

} // namespace wayfinder::net
