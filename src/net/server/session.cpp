#include "net/server/session.hpp"

#include "net/linger.hpp"
#include "net/server/rejected_connections.hpp"

#include <algorithm>
#include <optional>

namespace wayfinder::net {
namespace {

// How much a refused client may still send before its connection is dropped. A client whose body is too large
// is in the middle of sending it; other refused clients get less.
constexpr std::size_t rest_of_a_body = 1U << 30U;
constexpr std::size_t rest_of_anything_else = 1U << 20U;

// How long to wait on a connection that has not yet been told that it will close.
constexpr std::chrono::seconds last_chance{5};

} // namespace

/// Counts a request from its first byte to the end of its answer.
class session::busy {
public:
    explicit busy(session& owner) : owner_{owner}
    {
        owner_.busy_ = true;
        ++owner_.group_.answering_;
    }
    ~busy()
    {
        owner_.busy_ = false;
        --owner_.group_.answering_;
    }
    busy(busy const&) = delete;
    busy& operator=(busy const&) = delete;

private:
    session& owner_;
};

void session_group::drain()
{
    draining_ = ending_ = true;
    for (auto& hook : members_) {
        auto& each = static_cast<session&>(hook);
        if (each.busy_) continue;
        error_code ignored;
        each.stream_.socket().shutdown(stream_socket::shutdown_receive, ignored);
    }
}

/// A socket that is shut down for reading looks as if its client has left.
void session_group::interrupt()
{
    interrupted_ = true;
    for (auto& hook : members_) {
        error_code ignored;
        static_cast<session&>(hook).stream_.socket().shutdown(stream_socket::shutdown_receive, ignored);
    }
}

void session_group::cut()
{
    for (auto& hook : members_) {
        error_code ignored;
        static_cast<session&>(hook).stream_.socket().shutdown(stream_socket::shutdown_both, ignored);
    }
}

session::session(accepted_connection accepted, heartbeat& beat, request_handler& handler,
                 session_group& group)
    : terms_{std::move(accepted.terms)},
      from_{std::move(accepted.from)},
      place_{std::move(accepted.place)},
      stream_{std::move(accepted.socket)},
      guard_{beat, stream_.socket()},
      reader_{stream_, guard_, group.work_, group.input_buffers_},
      handler_{handler},
      group_{group}
{
    group_.members_.push_back(*this);
    ++group_.open_;
}

asio::awaitable<void> session::run()
{
    auto const opened = co_await open();
    if (opened == opening::failed) {
        handler_.log_connection(from_.address, "failed in the TLS handshake or PROXY header");
        co_return;
    }
    handler_.log_connection(from_.address,
                            opened == opening::not_encrypted ? "sent plain HTTP to a TLS port" : "is open");
    if (opened == opening::not_encrypted)
        co_await demand_encryption();
    else if (opened == opening::open)
        co_await answer_all();
    co_await close();
    handler_.log_connection(from_.address, "is closed");
}

/// Handles what precedes HTTP: the PROXY header of a proxy, and TLS.
asio::awaitable<opening> session::open()
{
    auto const limits = handler_.limits();
    bool const encrypted = terms_->encrypts(from_);
    auto const known = co_await learn_origin(stream_, guard_, *terms_, limits.handshake_timeout, from_);
    if (!known) co_return opening::failed;
    if (!place_.pass_to(from_.counted(), limits)) {
        turn_away(encrypted);
        co_return opening::refused;
    }
    if (!encrypted) co_return opening::open;
    auto const begun =
        co_await begin_encryption(stream_, guard_, *terms_->identity, limits.handshake_timeout);
    co_return begun;
}

/// The proxy has named a client that has reached its connection limit.
void session::turn_away(bool encrypted)
{
    auto const text = no_room(encrypted);
    asio::const_buffer const all{text.data(), text.size()};
    error_code ignored;
    stream_.write_now({&all, 1}, ignored); // it fits into an empty send buffer
    unread_input_ = rest_of_anything_else;
}

asio::awaitable<void> session::answer_all()
{
    request incoming;
    for (;;) {
        auto const reusable = co_await answer_next(incoming);
        // While winding down, a connection that has not been told to close gets one more answer, which says
        // so.
        if (!reusable || (group_.ending() && !group_.winding_down_)) break;
    }
    error_code gone;
    bool const unread = stream_.socket().available(gone) > 0;
    if (unread && unread_input_ == 0) unread_input_ = rest_of_anything_else;
}

asio::awaitable<void> session::demand_encryption()
{
    request const unread;
    responder out{stream_, guard_, terms()};
    unread_input_ = rest_of_anything_else;
    co_await handler_.refuse(read_outcome::malformed, tls_needed, unread, out);
}

/// Reads and answers one request; true if the connection can carry another.
asio::awaitable<bool> session::answer_next(request& incoming)
{
    auto limits = handler_.limits();
    std::optional<busy> counted;
    if (group_.ending() && group_.winding_down_) {
        counted.emplace(*this);
        limits.idle_timeout = std::min<std::chrono::milliseconds>(limits.idle_timeout, last_chance);
    }
    auto const begun = co_await reader_.begins(limits);
    if (!begun) co_return false;

    if (!counted) counted.emplace(*this);
    auto outcome = co_await reader_.read_head(limits, incoming);
    incoming.peer = terms_->client_of(incoming, from_);
    bool refused_before_body = false;
    if (outcome == read_outcome::complete) {
        auto const at_once = reader_.body_at_once(limits, incoming);
        refused_before_body = !at_once && turns_away(incoming);
        if (at_once) {
            outcome = *at_once;
        } else if (refused_before_body) {
            unread_input_ = rest_of_a_body;
        } else {
            auto const body = co_await reader_.read_body(limits, incoming);
            outcome = body;
        }
    }
    if (outcome == read_outcome::closed && group_.interrupted()) outcome = read_outcome::interrupted;
    if (outcome == read_outcome::closed) co_return false;
    bool const whole = outcome == read_outcome::complete;
    auto allowed = terms();
    allowed.keep_alive = whole && !refused_before_body && incoming.keep_alive;
    allowed.chunks_allowed = !whole || incoming.chunks_allowed;
    allowed.head_only = whole && incoming.method() == "HEAD";
    responder out{stream_, guard_, allowed};
    if (whole)
        co_await answer(incoming, out);
    else
        co_await refuse(outcome, incoming, out);
    incoming.forget_body();
    reader_.forget_body();
    must_reset_ = out.truncation_undetectable();
    co_return out.reusable();
}

bool session::turns_away(request const& incoming)
{
    responder never_used{stream_, guard_, terms()};
    return handler_.turns_away(incoming, never_used);
}

response_terms session::terms() const
{
    auto const limits = handler_.limits();
    return {.chunks_allowed = true,
            .write_timeout = limits.write_timeout,
            .min_rate = limits.min_rate,
            .closing = group_.draining(),
            .interrupted = group_.interrupted()};
}

asio::awaitable<void> session::answer(request const& incoming, responder& out)
{
    bool failed = false;
    try {
        co_await handler_.handle(incoming, out);
    } catch (std::exception const& bug) {
        handler_.report(bug);
        failed = true;
    }
    if (!failed) co_return;
    // A partially sent answer must not look complete, so the connection ends with it.
    out.close_after();
    if (!out.started()) {
        co_await handler_.respond_internal_error(incoming, out);
    }
}

asio::awaitable<void> session::refuse(read_outcome why, request const& incoming, responder& out)
{
    bool const sends_a_body = why == read_outcome::body_too_large ||
                              why == read_outcome::memory_limit_reached ||
                              why == read_outcome::exceeds_memory_limit;
    unread_input_ = sends_a_body ? rest_of_a_body : rest_of_anything_else;
    co_await handler_.refuse(why, reader_.complaint(), incoming, out);
}

asio::awaitable<void> session::close()
{
    error_code ignored;
    bool const lingers = unread_input_ > 0 && !must_reset_;
    std::optional<busy> counted;
    if (lingers) counted.emplace(*this);
    if (!must_reset_) {
        co_await end_encryption(stream_, guard_);
    }
    if (must_reset_)
        stream_.socket().set_option(asio::socket_base::linger{true, 0}, ignored);
    else
        stream_.socket().shutdown(stream_socket::shutdown_send, ignored);
    if (lingers) {
        co_await linger(stream_, guard_, unread_input_);
    }
    stream_.socket().close(ignored);
}

} // namespace wayfinder::net
