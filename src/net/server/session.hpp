// One client connection: reads a request and has it answered, repeatedly, until either side closes.
#pragma once

#include "net/buffer_pool.hpp"
#include "net/client/connection_opening.hpp"
#include "net/heartbeat.hpp"
#include "net/server/connection_limiter.hpp"
#include "net/server/connection_terms.hpp"
#include "net/server/load.hpp"
#include "net/server/request.hpp"
#include "net/server/request_reader.hpp"
#include "net/server/responder.hpp"
#include "net/stream.hpp"

#include <boost/intrusive/list.hpp>

#include <atomic>
#include <cstddef>
#include <exception>
#include <memory>
#include <string_view>

namespace wayfinder::net {

/// Answers requests. The interface between the sockets and the gateway above them.
class request_handler {
public:
    virtual ~request_handler() = default;
    [[nodiscard]] virtual config::limits limits() const = 0;
    virtual asio::awaitable<void> handle(request const& incoming, responder& out) = 0;
    /// Whether the request would be refused whatever its body, which has not been read yet; the body is then
    /// not awaited, and handle() refuses the request without it.
    [[nodiscard]] virtual bool turns_away(request const& head, responder& out) const = 0;
    /// Answers a request that could not be read; `incoming` has the part that could.
    virtual asio::awaitable<void> refuse(read_outcome why, std::string_view complaint,
                                         request const& incoming, responder& out) = 0;
    /// Answers a request whose handler threw an exception.
    virtual asio::awaitable<void> respond_internal_error(request const& incoming, responder& out) = 0;
    /// Logs an exception thrown by a handler.
    virtual void report(std::exception const& bug) noexcept = 0;
    /// Reports the state of a client connection, for network debugging.
    virtual void log_connection(asio::ip::address const& client, std::string_view what) noexcept = 0;
};

using session_hook =
    boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

/// The sessions of one worker, which can be ended together.
class session_group {
public:
    /// `work` and `limiter` are shared with other workers.
    session_group(load& work, connection_limiter& limiter) : work_{work}, limiter_{limiter} {}

    /// Closes idle connections now, and each other one after its current request.
    void drain();
    /// Closes each connection after one more answer, which announces the close.
    void wind_down() { draining_ = winding_down_ = true; }
    /// Ends answers in flight; each may send a final message before its connection ends.
    void interrupt();
    /// Closes every connection immediately.
    void cut();

    /// True once drain() has run.
    [[nodiscard]] bool ending() const { return ending_; }
    /// True once drain() or wind_down() has run; may be read from any thread.
    [[nodiscard]] std::atomic<bool> const& draining() const { return draining_; }
    /// True once interrupt() has run.
    [[nodiscard]] std::atomic<bool> const& interrupted() const { return interrupted_; }
    /// Requests that have begun and are not fully answered; thread-safe.
    [[nodiscard]] std::size_t answering() const { return answering_.load(std::memory_order_relaxed); }
    [[nodiscard]] connection_limiter& limiter() { return limiter_; }

    /// Connections in any state; thread-safe.
    [[nodiscard]] std::size_t open() const { return open_.load(std::memory_order_relaxed); }

private:
    friend class session;
    boost::intrusive::list<session_hook, boost::intrusive::constant_time_size<false>> members_;
    buffer_pool input_buffers_;
    load& work_;
    connection_limiter& limiter_;
    std::atomic<std::size_t> answering_{};
    std::atomic<std::size_t> open_{};
    std::atomic<bool> draining_{};
    std::atomic<bool> interrupted_{};
    bool winding_down_{};
    bool ending_{};
};

/// A connection that a listener has accepted.
struct accepted_connection {
    stream_socket socket;
    std::shared_ptr<connection_terms const> terms;
    client_origin from;
    connection_limiter::place place;
};

class session : public session_hook {
public:
    session(accepted_connection accepted, heartbeat& beat, request_handler& handler, session_group& group);
    ~session() { --group_.open_; }
    session(session const&) = delete;
    session& operator=(session const&) = delete;

    asio::awaitable<void> run();

private:
    friend class session_group;
    class busy;

    asio::awaitable<opening> open();
    asio::awaitable<void> answer_all();
    void turn_away(bool encrypted);
    asio::awaitable<bool> answer_next(request& incoming);
    [[nodiscard]] response_terms terms() const;
    bool turns_away(request const& incoming);
    asio::awaitable<void> demand_encryption();
    asio::awaitable<void> answer(request const& incoming, responder& out);
    asio::awaitable<void> refuse(read_outcome why, request const& incoming, responder& out);
    asio::awaitable<void> close();

    std::shared_ptr<connection_terms const> terms_;
    client_origin from_;
    connection_limiter::place place_;
    stream stream_;
    watch_on<stream_socket> guard_;
    request_reader reader_;
    request_handler& handler_;
    session_group& group_;
    bool busy_{};
    bool must_reset_{};          ///< the client would otherwise take a truncated answer for a complete one
    std::size_t unread_input_{}; ///< how much of a refused request is still read, in bytes
};

} // namespace wayfinder::net
