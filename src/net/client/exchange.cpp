#include "net/client/exchange.hpp"

#include "net/write.hpp"

#include <algorithm>
#include <span>

namespace wayfinder::net {
namespace {

constexpr std::size_t most_header = 64U << 10U;
constexpr std::string_view too_large_a_head = "the response head is larger than 64 KiB";

failure bad_response(std::string_view why)
{
    return {upstream_error::bad_response, std::string{why}};
}

} // namespace

exchange::exchange(upstream_pool& pool, upstream_call call)
    : pool_{pool}, call_{call}, usual_read_{call.streamed ? piece_read : whole_read}
{}

exchange::~exchange() = default;

asio::awaitable<failure> exchange::start(std::vector<std::string_view> request)
{
    connection_ = pool_.take_idle(call_.to);
    auto failed = co_await attempt(request);
    if (was_stale(failed)) {
        connection_.reset();
        auto second = co_await attempt(request);
        failed = std::move(second);
    }
    if (failed) connection_.reset();
    co_return failed;
}

bool exchange::was_stale(failure const& failed) const
{
    bool const silent = failed.what == upstream_error::connection_lost && !answered_;
    if (!silent || !connection_ || !connection_->reused) return false;
    return !sent_whole_ || steady::now() - sent_at_ < stale_grace;
}

asio::awaitable<failure> exchange::attempt(std::vector<std::string_view> const& request)
{
    sent_whole_ = false;
    if (!connection_) {
        auto dialled = co_await pool_.dial(call_.to, call_.patience, call_.latest, call_.client_socket);
        if (dialled.failure) co_return dialled.failure;
        connection_ = std::move(dialled.connection);
    }
    connection_->guard.follow(call_.client_socket);

    std::vector<asio::const_buffer> buffers;
    buffers.reserve(request.size());
    for (auto const part : request) buffers.emplace_back(part.data(), part.size());
    awaited_ = "timeouts.between_bytes while sending the request";
    error_code sending;
    auto const left = write_at_once(connection_->io, buffers, sending);
    if (!left.empty() && !sending) {
        auto const error = co_await write_rest(connection_->io, connection_->guard,
                                               call_.patience.between_bytes, left, call_.latest);
        sending = error;
    }
    sent_whole_ = !sending;
    if (connection_->guard.lapsed() != lapse::none) co_return failure_of(sending);
    sent_at_ = steady::now();

    // An upstream that hung up during the write may still have sent a refusal.
    auto unanswered = co_await read_head();
    co_return unanswered;
}

asio::awaitable<failure> exchange::read_head()
{
    awaited_ = "timeouts.first_byte";
    first_byte_deadline_ = std::min(steady::now() + call_.patience.first_byte, call_.latest);
    connection_->guard.expire_at(first_byte_deadline_);
    failure failed;
    for (bool interim = true; interim;) {
        auto const seen = co_await read_one_head(failed);
        if (failed) {
            head_.fields.clear(); // the bytes that it refers to are gone
            co_return failed;
        }
        if (seen.size() > most_header) co_return bad_response(too_large_a_head);
        interim = seen.is_interim();
        take_head(seen);
    }
    connection_->guard.disarm();
    if (head_.status < 200) co_return bad_response("the upstream switched to another protocol");
    co_return failure{};
}

asio::awaitable<wire::http1::answer_head> exchange::read_one_head(failure& failed)
{
    using wire::http1::answer_head;
    answer_head seen{head_.fields};
    for (auto state = seen.scan(buffered()); state != answer_head::state::complete;
         state = seen.scan(buffered())) {
        if (state == answer_head::state::malformed) failed = bad_response(seen.complaint());
        if (buffered().size() > most_header) failed = bad_response(too_large_a_head);
        if (failed) break;
        error_code error;
        auto const received = co_await receive(error);
        answered_ = answered_ || received > 0;
        if (error || connection_->guard.lapsed() != lapse::none) {
            failed = failure_of(error);
            break;
        }
    }
    co_return seen;
}

void exchange::take_head(wire::http1::answer_head const& seen)
{
    head_.status = seen.status();
    head_.fields.keep(buffered().substr(0, seen.size()));
    body_ = wire::http1::answer_body{seen.frame()};
    keep_alive_ = seen.keep_alive();
    connection_->input.consume(seen.size());
}

asio::awaitable<exchange::piece> exchange::next_piece()
{
    piece next;
    drop_piece();
    if (body_begun_) awaited_ = "timeouts.between_bytes"; // a head alone is no sign of model activity
    error_code error;
    while (!take_body(next)) {
        auto const patient_until = steady::now() + call_.patience.between_bytes;
        connection_->guard.expire_at(body_begun_ ? std::min(patient_until, call_.latest)
                                                 : first_byte_deadline_);
        auto const received = co_await receive(error);
        if (error == asio::error::eof && connection_->guard.lapsed() == lapse::none && body_.is_open()) {
            next.end = true;
            break;
        }
        if (error || received == 0 || connection_->guard.lapsed() != lapse::none) {
            next.failure = failure_of(error);
            break;
        }
    }
    connection_->guard.disarm();
    body_begun_ = body_begun_ || !next.bytes.empty();
    if (next.end) release_if_whole(next);
    if (next.failure) connection_.reset();
    co_return next;
}

/// Takes what has arrived of the body; false if more input is needed for a piece.
bool exchange::take_body(piece& next)
{
    auto const input = connection_->input.data();
    auto* const bytes = static_cast<char*>(input.data());
    auto const taken = body_.take({bytes, input.size()});
    lent_ = taken.used;
    next.bytes = {bytes, taken.data};
    next.end = body_.complete();
    if (next.end || taken.data > 0) return true;
    drop_piece();
    if (auto const complaint = body_.complaint(); !complaint.empty()) next.failure = bad_response(complaint);
    return bool{next.failure};
}

/// Releases the input that held the last piece.
void exchange::drop_piece()
{
    connection_->input.consume(lent_);
    lent_ = 0;
}

asio::awaitable<std::size_t> exchange::receive(error_code& error)
{
    auto& input = connection_->input;
    auto const space = input.prepare(read_size_);
    auto token = into(error);
    auto const received = co_await connection_->io.async_read_some(space, token);
    input.commit(received);
    read_size_ = received == read_size_ ? std::min(2 * read_size_, most_read) : usual_read_;
    co_return received;
}

std::string_view exchange::buffered() const
{
    auto const bytes = connection_->input.cdata();
    return {static_cast<char const*>(bytes.data()), bytes.size()};
}

/// Moves the last piece out of the buffer that the connection's next answer will use.
void exchange::release_if_whole(piece& last)
{
    constexpr std::size_t cheaply_copied = 4U << 10U;
    bool const silent = connection_->input.size() == lent_ && !connection_->io.has_unread();
    bool const reusable = sent_whole_ && silent && keep_alive_ && connection_->guard.lapsed() == lapse::none;
    if (last.bytes.size() <= cheaply_copied)
        last.bytes = last_.assign(last.bytes);
    else
        lender_ = std::move(connection_->input);
    connection_->input.clear();
    if (reusable) pool_.put_back(call_.to, std::move(connection_));
    connection_.reset();
}

failure exchange::failure_of(error_code const& error) const
{
    switch (connection_->guard.lapsed()) {
    case lapse::peer_gone:
        return {upstream_error::client_gone, ""};
    case lapse::deadline: {
        std::string limit{steady::now() >= call_.latest ? call_.allowed_by : awaited_};
        auto detail = "no answer within " + limit;
        return {upstream_error::timed_out, std::move(detail), std::move(limit)};
    }
    case lapse::none:
        break;
    }
    if (error == asio::error::operation_aborted) return {upstream_error::client_gone, ""}; // lost a race
    bool const hung_up = !error || error == asio::error::eof;
    return {upstream_error::connection_lost,
            hung_up ? "the upstream closed the connection" : error.message()};
}

} // namespace wayfinder::net
