#include "net/exchange.hpp"

#include "net/write.hpp"

#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace wayfinder::net {
namespace {

namespace http = boost::beast::http;

constexpr std::size_t piece_size = 16U << 10U;
constexpr std::size_t read_size = 16U << 10U;
constexpr std::uint32_t most_header = 64U << 10U;

bool is_interim(unsigned status)
{
    return status >= 100 && status < 200 && status != 101;
}

} // namespace

exchange::exchange(upstream_pool& pool, upstream_call call) : pool_{pool}, call_{call} {}

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

asio::awaitable<failure> exchange::obtain_connection()
{
    if (connection_) co_return failure{};
    auto dialled = co_await pool_.dial(call_.to, call_.patience, call_.latest, call_.client_socket);
    connection_ = std::move(dialled.connection);
    co_return dialled.failure;
}

asio::awaitable<failure> exchange::attempt(std::vector<std::string_view> const& request)
{
    sent_whole_ = false;
    auto failed = co_await obtain_connection();
    if (failed) co_return failed;
    connection_->guard.follow(call_.client_socket);

    std::vector<asio::const_buffer> buffers;
    buffers.reserve(request.size());
    for (auto const part : request) buffers.emplace_back(part.data(), part.size());
    awaited_ = "timeouts.between_bytes while sending the request";
    auto const sending = co_await write_all(connection_->io, connection_->guard, call_.patience.between_bytes,
                                            buffers, call_.latest);
    if (connection_->guard.lapsed() != lapse::none) co_return blame(sending);
    sent_whole_ = !sending;
    sent_at_ = steady::now();

    // An upstream that hung up while it was being written to may have left a refusal behind.
    auto unanswered = co_await read_head();
    co_return unanswered;
}

asio::awaitable<failure> exchange::read_head()
{
    awaited_ = "timeouts.first_byte";
    first_byte_deadline_ = std::min(steady::now() + call_.patience.first_byte, call_.latest);
    connection_->guard.expire_at(first_byte_deadline_);
    error_code error;
    do {
        parser_.emplace();
        parser_->header_limit(most_header);
        parser_->body_limit(boost::none);
        while (!parser_->is_header_done()) {
            auto& input = connection_->input;
            error.clear();
            input.consume(parser_->put(input.data(), error));
            if (parser_->is_header_done()) break;
            if (error && error != http::error::need_more) co_return blame(error);
            auto const received = co_await receive(error);
            if (error || connection_->guard.lapsed() != lapse::none) co_return blame(error);
            answered_ = answered_ || received > 0;
        }
    } while (is_interim(parser_->get().result_int()));
    connection_->guard.disarm();
    if (parser_->get().result_int() < 200)
        co_return failure{upstream_error::bad_response, "it switched to another protocol"};
    parser_->eager(true);
    co_return failure{};
}

asio::awaitable<exchange::piece> exchange::next_piece()
{
    piece next;
    if (!body_) body_ = std::make_unique_for_overwrite<char[]>(piece_size);
    if (body_begun_) awaited_ = "timeouts.between_bytes"; // a head alone is no sign of life from the model
    error_code error;
    for (;;) {
        auto const parsed = parse(piece_size, error);
        next.bytes = {body_.get(), parsed};
        next.end = parser_->is_done();
        if (parsed > 0 || next.end) break;
        if (error && error != http::error::need_more) {
            next.failure = blame(error);
            break;
        }
        if (connection_->input.size() > most_header) {
            next.failure = {upstream_error::bad_response,
                            "its chunk extensions or trailer fields have no end"};
            break;
        }
        auto const patient_until = steady::now() + call_.patience.between_bytes;
        connection_->guard.expire_at(body_begun_ ? std::min(patient_until, call_.latest)
                                                 : first_byte_deadline_);
        auto const received = co_await receive(error);
        if (error == asio::error::eof && connection_->guard.lapsed() == lapse::none && parser_->need_eof()) {
            next.end = true; // a body without a length ends with its connection
            break;
        }
        if (error || received == 0 || connection_->guard.lapsed() != lapse::none) {
            next.failure = blame(error);
            break;
        }
    }
    connection_->guard.disarm();
    body_begun_ = body_begun_ || !next.bytes.empty();
    if (next.end) release_if_whole();
    if (next.failure) connection_.reset();
    co_return next;
}

/// Moves what has arrived of the body, framing removed, into the piece; returns its size.
std::size_t exchange::parse(std::size_t space, error_code& error)
{
    error.clear();
    auto& input = connection_->input;
    auto& body = parser_->get().body();
    body.data = body_.get();
    body.size = space;
    body.more = true;
    while (!parser_->is_done() && input.size() > 0) {
        auto const used = parser_->put(input.data(), error);
        input.consume(used);
        if (error == http::error::need_buffer) {
            error.clear();
            break;
        }
        if (error || used == 0) break;
    }
    return space - body.size;
}

asio::awaitable<std::size_t> exchange::receive(error_code& error)
{
    auto& input = connection_->input;
    auto const space = input.prepare(read_size);
    auto token = into(error);
    auto const received = co_await connection_->io.async_read_some(space, token);
    input.commit(received);
    co_return received;
}

void exchange::release_if_whole()
{
    bool const silent = connection_->input.size() == 0 && !connection_->io.has_unread();
    bool const reusable = sent_whole_ && silent && parser_->is_done() && parser_->keep_alive() &&
                          connection_->guard.lapsed() == lapse::none;
    if (reusable) pool_.put_back(call_.to, std::move(connection_));
    connection_.reset();
}

failure exchange::blame(error_code const& error) const
{
    switch (connection_->guard.lapsed()) {
    case lapse::peer_gone:
        return {upstream_error::client_gone, ""};
    case lapse::deadline: {
        bool const total = steady::now() >= call_.latest;
        return {upstream_error::timed_out,
                "no answer within " + std::string{total ? call_.allowed_by : awaited_}};
    }
    case lapse::none:
        break;
    }
    if (error == asio::error::operation_aborted) return {upstream_error::client_gone, ""}; // a race is over
    if (error.category() == make_error_code(http::error::need_more).category())
        return {upstream_error::bad_response, error.message()};
    bool const hung_up = !error || error == asio::error::eof;
    return {upstream_error::connection_lost,
            hung_up ? "the upstream closed the connection" : error.message()};
}

} // namespace wayfinder::net
