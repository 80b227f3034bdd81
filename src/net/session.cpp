#include "net/session.hpp"

#include <array>

namespace wayfinder::net {
namespace {

// How long a refused client may go on sending before its connection is dropped under it.
constexpr std::chrono::seconds linger_patience{2};

} // namespace

/// Counts an answer under way for as long as it lives.
class session::answering {
public:
    explicit answering(session& owner) : owner_{owner}
    {
        owner_.answering_ = true;
        ++owner_.group_.answering_;
    }
    ~answering()
    {
        owner_.answering_ = false;
        --owner_.group_.answering_;
    }
    answering(answering const&) = delete;
    answering& operator=(answering const&) = delete;

private:
    session& owner_;
};

void session_group::drain()
{
    draining_ = true;
    for (auto& hook : members_) {
        auto& each = static_cast<session&>(hook);
        if (each.answering_) continue;
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
    : stream_{std::move(socket)}, guard_{beat, stream_.socket()}, handler_{handler}, group_{group}
{
    group_.members_.push_back(*this);
}

asio::awaitable<void> session::run()
{
    request_reader reader{stream_, guard_};
    request incoming;
    for (;;) {
        auto const reusable = co_await answer_next(reader, incoming);
        if (!reusable || group_.draining()) break;
    }
    co_await close();
}

/// Reads and answers one request; true when the connection can carry another.
asio::awaitable<bool> session::answer_next(request_reader& reader, request& incoming)
{
    auto const limits = handler_.limits();
    auto const outcome = co_await reader.next(limits, incoming);
    if (outcome == read_outcome::closed) co_return false;

    answering const counted{*this};
    bool const whole = outcome == read_outcome::complete;
    response_terms terms{.keep_alive = whole && incoming.keep_alive && !group_.draining(),
                         .chunks_allowed = !whole || incoming.chunks_allowed,
                         .head_only = whole && incoming.method() == "HEAD",
                         .write_timeout = limits.write_timeout};
    responder out{stream_, guard_, terms};
    if (whole) {
        co_await answer(incoming, out);
    } else {
        unread_input_ = true;
        co_await handler_.refuse(outcome, reader.complaint(), out);
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
    if (unread_input_) co_await linger();
    stream_.socket().close(ignored);
}

/// Takes in what the client still sends: closing over unread bytes would reset the connection, and the reset
/// can overtake the refusal.
asio::awaitable<void> session::linger()
{
    std::array<char, 4096> discarded{};
    guard_.expire_after(linger_patience);
    error_code error;
    while (!error && guard_.lapsed() == lapse::none) {
        auto token = into(error);
        auto const space = asio::buffer(discarded);
        [[maybe_unused]] auto const got = co_await stream_.async_read_some(space, token);
    }
    guard_.disarm();
}

} // namespace wayfinder::net
