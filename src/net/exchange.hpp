// One request to an upstream and its answer, read at the pace of whoever asks.
#pragma once

#include "config/snapshot.hpp"
#include "net/answer.hpp"
#include "net/upstream_pool.hpp"

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <memory>
#include <optional>
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
    [[nodiscard]] header const& head() const override { return parser_->get().base(); }

    asio::awaitable<piece> next_piece() override;

private:
    using parser_type = boost::beast::http::response_parser<boost::beast::http::buffer_body>;

    asio::awaitable<failure> obtain_connection();
    asio::awaitable<failure> attempt(std::vector<std::string_view> const& request);
    asio::awaitable<failure> read_head();
    asio::awaitable<std::size_t> receive(error_code& error);
    std::size_t parse(std::size_t space, error_code& error);
    void release_if_whole();
    [[nodiscard]] bool was_stale(failure const& failed) const;
    [[nodiscard]] failure blame(error_code const& error) const;

    upstream_pool& pool_;
    upstream_call call_;
    connection_ptr connection_;
    std::optional<parser_type> parser_;
    std::unique_ptr<char[]> body_;
    steady::time_point first_byte_deadline_{};
    steady::time_point sent_at_{};
    std::string_view awaited_; ///< which timeout is running, for the message
    bool sent_whole_{};
    bool body_begun_{};
    bool answered_{}; ///< at least one byte of the answer has arrived
};

} // namespace wayfinder::net
