// One client connection: read a request, have it answered, again, until either side has enough.
#pragma once

#include "net/buffer_pool.hpp"
#include "net/connection_opening.hpp"
#include "net/connection_terms.hpp"
#include "net/doorkeeper.hpp"
#include "net/heartbeat.hpp"
#include "net/load.hpp"
#include "net/request.hpp"
#include "net/request_reader.hpp"
#include "net/responder.hpp"
#include "net/stream.hpp"

#include <boost/intrusive/list.hpp>

#include <atomic>
#include <cstddef>
#include <exception>
#include <memory>
#include <string_view>

namespace wayfinder::net {

/// Answers requests. The seam between the sockets and the gateway above them.
class request_handler {
public:
    virtual ~request_handler() = default;
    [[nodiscard]] virtual config::limits limits() const = 0;
    virtual asio::awaitable<void> handle(request const& incoming, responder& out) = 0;
    /// Whether it would be refused whatever its body were, of which nothing has been read yet: then nobody
    /// waits for that, and handle() refuses it without.
    [[nodiscard]] virtual bool turns_away(request const& head, responder& out) const = 0;
    /// Answers what could not be read; of the request there is what could.
    virtual asio::awaitable<void> refuse(read_outcome why, std::string_view complaint,
                                         request const& incoming, responder& out) = 0;
    /// Answers a request whose handler threw.
    virtual asio::awaitable<void> apologise(request const& incoming, responder& out) = 0;
    /// Notes what a handler threw.
    virtual void report(std::exception const& bug) noexcept = 0;
    /// What becomes of a client's connection, for who looks into the net.
    virtual void follow(asio::ip::address const& client, std::string_view what) noexcept = 0;
};

using session_hook =
    boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

/// The sessions of one worker, and how they end together.
class session_group {
public:
    /// `work` and `door` are shared with other workers.
    session_group(load& work, doorkeeper& door) : work_{work}, door_{door} {}

    /// Closes idle connections now and each other one after its present request.
    void drain();
    /// Closes each connection after one more answer, which says so.
    void wind_down() { draining_ = winding_down_ = true; }
    /// Ends the answers that are under way: each may say so before its connection ends.
    void interrupt();
    /// Cuts every connection.
    void cut();

    /// Since drain() has run.
    [[nodiscard]] bool ending() const { return ending_; }
    /// Since drain() or wind_down() has run; may be asked from any thread.
    [[nodiscard]] std::atomic<bool> const& draining() const { return draining_; }
    /// Since interrupt() has run.
    [[nodiscard]] std::atomic<bool> const& interrupted() const { return interrupted_; }
    /// Requests that have begun and are not answered yet; may be asked from any thread.
    [[nodiscard]] std::size_t answering() const { return answering_.load(std::memory_order_relaxed); }
    [[nodiscard]] doorkeeper& door() { return door_; }

    /// Connections, whatever they are at; may be asked from any thread.
    [[nodiscard]] std::size_t open() const { return open_.load(std::memory_order_relaxed); }

private:
    friend class session;
    boost::intrusive::list<session_hook, boost::intrusive::constant_time_size<false>> members_;
    buffer_pool input_buffers_;
    load& work_;
    doorkeeper& door_;
    std::atomic<std::size_t> answering_{};
    std::atomic<std::size_t> open_{};
    std::atomic<bool> draining_{};
    std::atomic<bool> interrupted_{};
    bool winding_down_{};
    bool ending_{};
};

/// What a listener has accepted.
struct accepted_connection {
    stream_socket socket;
    std::shared_ptr<connection_terms const> terms;
    client_origin from;
    doorkeeper::place place;
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
    doorkeeper::place place_;
    stream stream_;
    watch_on<stream_socket> guard_;
    request_reader reader_;
    request_handler& handler_;
    session_group& group_;
    bool busy_{};
    bool must_reset_{};          ///< the client would take what it got for a whole answer
    std::size_t unread_input_{}; ///< how much of a refused request is still taken in, in bytes
};

} // namespace wayfinder::net
