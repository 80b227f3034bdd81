#include "net/server/request_reader.hpp"

#include "net/pace.hpp"
#include "net/write.hpp"
#include "wire/http1/chunked_body.hpp"

#include <algorithm>
#include <string_view>

namespace wayfinder::net {
namespace {

using wire::http1::chunked_body;
using wire::http1::refusal;

constexpr std::size_t read_size = buffer_pool::usual_size;
// Larger bodies get their memory as they arrive, whatever size they announce.
constexpr std::size_t trusted_size = 32U << 10U;
// Line ends skipped before a request, in bytes.
constexpr std::size_t most_line_ends = 16;

read_outcome outcome_of(refusal why)
{
    switch (why) {
    case refusal::too_many_fields:
        return read_outcome::too_many_fields;
    case refusal::target_too_long:
        return read_outcome::target_too_long;
    case refusal::unknown_expectation:
        return read_outcome::unknown_expectation;
    case refusal::not_implemented:
        return read_outcome::not_implemented;
    case refusal::unknown_version:
        return read_outcome::unknown_version;
    case refusal::malformed:
    case refusal::none:
        break;
    }
    return read_outcome::malformed;
}

} // namespace

request_reader::request_reader(stream& in, watch& guard, load& work, buffer_pool& buffers)
    : in_{in}, guard_{guard}, buffers_{buffers}, memory_{work}
{}

asio::awaitable<bool> request_reader::begins(config::limits limits)
{
    guard_.expire_after(limits.idle_timeout);
    if (buffer_.capacity() == 0) buffer_ = buffers_.take();
    for (;;) {
        skip_line_ends();
        bool const may_be_line_end = buffered() == "\r";
        if (!may_be_line_end && buffer_.size() > 0) co_return true;
        auto const filled = co_await fill();
        if (!filled) co_return false;
    }
}

/// Some clients send an extra line end after a body (RFC 9112, 2.2).
void request_reader::skip_line_ends()
{
    for (std::size_t skipped = 0; skipped < most_line_ends && buffered().starts_with("\r\n"); skipped += 2)
        buffer_.consume(2);
}

asio::awaitable<read_outcome> request_reader::read_head(config::limits limits, request& out)
{
    out.body.clear();
    head seen{out.head};
    guard_.expire_after(limits.header_timeout);
    auto arrived = look_at_head(limits, seen);
    while (!arrived) {
        auto const filled = co_await fill();
        arrived = filled ? look_at_head(limits, seen) : why_unfilled();
    }
    guard_.disarm();
    if (arrived == read_outcome::complete) co_return take_head(limits, seen, out);
    out.head.clear(); // the bytes that it refers to are gone
    co_return *arrived;
}

std::optional<read_outcome> request_reader::body_at_once(config::limits const& limits, request& out)
{
    bool const waits = body_.expects_continue && body_.size > 0;
    if (waits || body_.chunked || body_.size > buffered().size()) return std::nullopt;
    if (!memory_.grow_to(body_.size, limits.max_buffered_bytes)) return read_outcome::memory_limit_reached;
    out.body.reserve(body_.size + request::body_padding);
    out.body.append(buffered().substr(0, body_.size));
    buffer_.consume(body_.size);
    end_body(out);
    return read_outcome::complete;
}

asio::awaitable<read_outcome> request_reader::read_body(config::limits limits, request& out)
{
    if (body_.expects_continue) {
        co_await send_continue(limits);
    }
    auto reading = body_.chunked ? read_chunked_body(limits, out.body) : read_sized_body(limits, out.body);
    auto const outcome = co_await std::move(reading);
    guard_.disarm();
    end_body(out);
    co_return outcome;
}

void request_reader::end_body(request& out)
{
    out.body.reserve(out.body.size() + request::body_padding);
    if (buffer_.size() == 0) buffers_.put(std::move(buffer_));
}

/// Nullopt if more of the head has to arrive.
std::optional<read_outcome> request_reader::look_at_head(config::limits const& limits, head& seen)
{
    auto const state = seen.scan(buffered());
    if (state == head::state::refused) return reject(outcome_of(seen.why()), seen.complaint());
    bool const whole = state == head::state::complete;
    if ((whole ? seen.size() : buffer_.size()) > limits.max_header) return read_outcome::header_too_large;
    if (whole) return read_outcome::complete;
    return std::nullopt;
}

read_outcome request_reader::take_head(config::limits const& limits, head const& seen, request& out)
{
    out.head.keep(buffered().substr(0, seen.size()));
    buffer_.consume(seen.size());
    out.keep_alive = seen.keep_alive();
    out.chunks_allowed = seen.modern();
    auto const announced = seen.content_length().value_or(0);
    body_ = {static_cast<std::size_t>(announced), seen.chunked(), seen.expects_continue()};
    if (announced > limits.max_body) return read_outcome::body_too_large;
    return announced > limits.max_buffered_bytes ? read_outcome::exceeds_memory_limit
                                                 : read_outcome::complete;
}

asio::awaitable<read_outcome> request_reader::read_sized_body(config::limits const& limits, std::string& body)
{
    auto const size = body_.size;
    auto const announced = std::min(size, trusted_size);
    if (!memory_.grow_to(announced, limits.max_buffered_bytes)) co_return read_outcome::memory_limit_reached;
    body.reserve(announced + request::body_padding);
    body.append(buffered().substr(0, size));
    auto have = body.size(); // the rest of `body` is unused space
    buffer_.consume(have);
    pace patience{limits.body_timeout, limits.min_rate};
    while (have < size) {
        auto const wanted = std::min(size, std::max(have + read_size, 2 * have));
        if (body.size() < have + read_size && body.size() < wanted) {
            if (!memory_.grow_to(wanted, limits.max_buffered_bytes))
                co_return read_outcome::memory_limit_reached;
            // Reserved pages cost nothing until written, and received data is moved less often.
            if (body.capacity() < wanted) body.reserve(std::min(size, 4 * wanted) + request::body_padding);
            body.resize(wanted);
        }
        auto const begun = steady::now();
        guard_.expire_at(patience.step_done_by(begun));
        error_code error;
        auto token = into(error);
        asio::mutable_buffer const space{body.data() + have, body.size() - have};
        auto const got = co_await in_.async_read_some(space, token);
        if (error) co_return why_unfilled();
        have += got;
        patience.step_done(steady::now() - begun, got);
    }
    co_return read_outcome::complete;
}

asio::awaitable<read_outcome> request_reader::read_chunked_body(config::limits const& limits,
                                                                std::string& body)
{
    chunked_body chunks{limits.max_body, limits.max_header};
    pace patience{limits.body_timeout, limits.min_rate};
    for (;;) {
        // Buffered input is at most one read, or a line that the decoder limits.
        auto const most = body.size() + buffer_.size();
        if (most > limits.max_buffered_bytes) co_return read_outcome::exceeds_memory_limit;
        if (!memory_.grow_to(most, limits.max_buffered_bytes)) co_return read_outcome::memory_limit_reached;
        buffer_.consume(chunks.take(buffered(), [&body](std::string_view data) { body.append(data); }));
        switch (chunks.now()) {
        case chunked_body::state::complete:
            co_return read_outcome::complete;
        case chunked_body::state::malformed:
            co_return reject(read_outcome::malformed, chunks.complaint());
        case chunked_body::state::too_large:
            co_return read_outcome::body_too_large;
        case chunked_body::state::too_much_overhead:
            co_return read_outcome::header_too_large;
        case chunked_body::state::incomplete:
            break;
        }
        auto const begun = steady::now();
        auto const had = buffer_.size();
        guard_.expire_at(patience.step_done_by(begun));
        auto const filled = co_await fill();
        if (!filled) co_return why_unfilled();
        patience.step_done(steady::now() - begun, buffer_.size() - had);
    }
}

asio::awaitable<void> request_reader::send_continue(config::limits const& limits)
{
    asio::const_buffer interim{"HTTP/1.1 100 Continue\r\n\r\n", 25};
    std::span const all{&interim, 1};
    // An error shows up again at the next read.
    [[maybe_unused]] auto const ignored = co_await write_rest(in_, guard_, limits.write_timeout, all);
}

asio::awaitable<bool> request_reader::fill()
{
    error_code error;
    auto token = into(error);
    auto const left = buffer_.capacity() - buffer_.size();
    auto const space = buffer_.prepare(left > 0 ? left : read_size);
    auto const got = co_await in_.async_read_some(space, token);
    buffer_.commit(got);
    co_return !error && guard_.lapsed() == lapse::none;
}

std::string_view request_reader::buffered() const
{
    auto const bytes = buffer_.data();
    return {static_cast<char const*>(bytes.data()), bytes.size()};
}

read_outcome request_reader::why_unfilled() const
{
    return guard_.lapsed() == lapse::deadline ? read_outcome::too_slow : read_outcome::closed;
}

read_outcome request_reader::reject(read_outcome why, std::string_view complaint)
{
    complaint_ = complaint;
    return why;
}

} // namespace wayfinder::net
