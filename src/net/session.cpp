#include "net/session.hpp"

#include <algorithm>
#include <array>

namespace wayfinder::net {
namespace {

// How long, and how much, a refused client may go on sending before its connection is dropped under it. Who
// sent too large a body is in the middle of it; what else cannot be read deserves less.
constexpr std::chrono::seconds linger_patience{2};
constexpr std::size_t rest_of_a_body = 1U << 30U;
constexpr std::size_t rest_of_anything_else = 1U << 20U;

} // namespace

/// Counts an answer under way for as long as it lives.
class session::answering {
public:
    explicit answering(session_group& group) : group_{group} { ++group_.answering_; }
    ~answering() { --group_.answering_; }
    answering(answering const&) = delete;
    answering& operator=(answering const&) = delete;

private:
    session_group& group_;
};

void session_group::drain()
{
    draining_ = true;
    for (auto& hook : members_) {
        auto& each = static_cast<session&>(hook);
        if (each.reader_.receiving()) continue;
        error_code ignored;
        each.stream_.socket().shutdown(tcp::socket::shutdown_receive, ignored);
    }
}

void session_group::cut()
{
    for (auto& hook : members_) {
        error_code ignored;
        static_cast<session&>(hook).stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    }
}

session::session(tcp::socket socket, heartbeat& beat, request_handler& handler, session_group& group)
    : stream_{std::move(socket)},
      guard_{beat, stream_.socket()},
      reader_{stream_, guard_},
      handler_{handler},
      group_{group}
{
    group_.members_.push_back(*this);
}

asio::awaitable<void> session::run()
{
    request incoming;
    for (;;) {
        auto const reusable = co_await answer_next(incoming);
        if (!reusable || group_.draining()) break;
    }
    co_await close();
}

/// Reads and answers one request; true when the connection can carry another.
asio::awaitable<bool> session::answer_next(request& incoming)
{
    auto const limits = handler_.limits();
    auto const outcome = co_await reader_.next(limits, incoming);
    if (outcome == read_outcome::closed) co_return false;

    answering const counted{group_};
    bool const whole = outcome == read_outcome::complete;
    response_terms terms{.keep_alive = whole && incoming.keep_alive && !group_.draining(),
                         .chunks_allowed = !whole || incoming.chunks_allowed,
                         .head_only = whole && incoming.method() == "HEAD",
                         .write_timeout = limits.write_timeout};
    responder out{stream_, guard_, terms};
    if (whole) {
        co_await answer(incoming, out);
        incoming.forget_body();
    } else {
        unread_input_ = outcome == read_outcome::body_too_large ? rest_of_a_body : rest_of_anything_else;
        co_await handler_.refuse(outcome, reader_.complaint(), out);
    }
    co_return out.reusable();
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
    // What has been sent of the answer must not look complete, so the connection ends with it.
    out.close_after();
    if (!out.started()) co_await handler_.apologise(out);
}

asio::awaitable<void> session::close()
{
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    if (unread_input_ > 0) co_await linger();
    stream_.socket().close(ignored);
}

/// Takes in what the client still sends: closing over unread bytes would reset the connection, and the reset
/// can overtake the refusal.
asio::awaitable<void> session::linger()
{
    std::array<char, 16'384> discarded{};
    guard_.expire_after(linger_patience);
    error_code error;
    while (!error && unread_input_ > 0 && guard_.lapsed() == lapse::none) {
        auto token = into(error);
        auto const space = asio::buffer(discarded);
        auto const got = co_await stream_.async_read_some(space, token);
        unread_input_ -= std::min(unread_input_, got);
    }
    guard_.disarm();
}

} // namespace wayfinder::net
