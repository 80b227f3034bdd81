#include "net/request_reader.hpp"

#include "net/write.hpp"

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace wayfinder::net {
namespace {

namespace http = boost::beast::http;

// One reservation for the connection's life; Beast would start at 512 bytes and grow.
constexpr std::size_t read_size = 16U << 10U;
// A body that claims to be large gets its memory as it arrives.
constexpr std::size_t trusted_size = 1U << 20U;

/// What leaves it open where this request ends or whom it is for, and with it what follows (RFC 9112, 3.2 and
/// 6).
std::string framing_complaint(http::request_header<> const& head)
{
    bool const modern = head.version() >= 11;
    auto const [first, last] = head.equal_range(http::field::transfer_encoding);
    if (first != last && !modern) return "HTTP/1.0 has no transfer codings";
    if (std::distance(first, last) > 1) return "Transfer-Encoding is repeated";
    if (first != last && !boost::beast::iequals(first->value(), "chunked"))
        return "the only transfer coding taken here is chunked";
    auto const hosts = head.count(http::field::host);
    if (hosts > 1 || (modern && hosts == 0)) return "exactly one Host is needed";
    return {};
}

} // namespace

/// Beast's parser, used without its I/O: bytes in, header and chunks out.
struct request_reader::parsing {
    http::request_parser<http::buffer_body> parser;
};

request_reader::request_reader(stream& in, watch& guard) : in_{in}, guard_{guard}
{
    buffer_.reserve(read_size);
}

asio::awaitable<bool> request_reader::begins(config::limits limits)
{
    guard_.expire_after(limits.idle_timeout);
    for (;;) {
        skip_line_ends();
        if (buffer_.size() > 0) co_return true;
        auto const filled = co_await fill();
        if (!filled) co_return false;
    }
}

/// Some clients end a body with a line end too many (RFC 9112, 2.2).
void request_reader::skip_line_ends()
{
    auto const* const bytes = static_cast<char const*>(buffer_.data().data());
    std::string_view const text{bytes, buffer_.size()};
    buffer_.consume(std::min(text.find_first_not_of("\r\n"), text.size()));
}

asio::awaitable<read_outcome> request_reader::read(config::limits limits, request& out)
{
    out.head = {};
    parsing state;
    auto const head = co_await read_head(limits, state);
    if (head != read_outcome::complete) co_return head;

    out.keep_alive = state.parser.get().keep_alive();
    out.chunks_allowed = state.parser.get().version() >= 11;
    auto const body = co_await read_body(limits, state, out.body);
    out.head = std::move(state.parser.get().base());
    co_return body;
}

asio::awaitable<read_outcome> request_reader::read_head(config::limits const& limits, parsing& state)
{
    auto& parser = state.parser;
    parser.header_limit(static_cast<std::uint32_t>(limits.max_header));
    parser.body_limit(boost::none); // checked here, where the difference to a broken header is known
    guard_.expire_after(limits.header_timeout);
    for (;;) {
        error_code error;
        buffer_.consume(parser.put(buffer_.data(), error));
        if (parser.is_header_done()) break;
        if (error && error != http::error::need_more) co_return reject(error);
        auto const filled = co_await fill();
        if (!filled) co_return why_unfilled();
    }
    guard_.disarm();
    co_return read_outcome::complete;
}

asio::awaitable<read_outcome> request_reader::read_body(config::limits const& limits, parsing& state,
                                                        std::string& body)
{
    auto& parser = state.parser;
    body.clear();
    complaint_ = framing_complaint(parser.get().base());
    if (!complaint_.empty()) co_return read_outcome::malformed;
    auto const size = parser.content_length();
    if (size && *size > limits.max_body) co_return read_outcome::body_too_large;
    bool const expected = parser.chunked() || size.value_or(0) > 0;
    if (expected && boost::beast::iequals(parser.get()[http::field::expect], "100-continue"))
        co_await send_continue(limits);
    auto reading = parser.chunked()
                       ? read_chunked_body(limits, state, body)
                       : read_sized_body(limits, static_cast<std::size_t>(size.value_or(0)), body);
    auto const outcome = co_await std::move(reading);
    guard_.disarm();
    body.reserve(body.size() + request::body_padding);
    co_return outcome;
}

asio::awaitable<read_outcome> request_reader::read_sized_body(config::limits const& limits, std::size_t size,
                                                              std::string& body)
{
    body.reserve(std::min(size, trusted_size) + request::body_padding);
    auto const buffered = std::min(size, buffer_.size());
    body.append(static_cast<char const*>(buffer_.data().data()), buffered);
    buffer_.consume(buffered);
    while (body.size() < size) {
        auto const have = body.size();
        body.resize(std::min(size, std::max(have + read_size, 2 * have)));
        guard_.expire_after(limits.body_timeout);
        error_code error;
        auto token = into(error);
        asio::mutable_buffer const space{body.data() + have, body.size() - have};
        auto const got = co_await in_.async_read_some(space, token);
        body.resize(have + got);
        if (error) co_return why_unfilled();
    }
    co_return read_outcome::complete;
}

asio::awaitable<read_outcome> request_reader::read_chunked_body(config::limits const& limits, parsing& state,
                                                                std::string& body)
{
    auto& parser = state.parser;
    while (!parser.is_done()) {
        auto const have = body.size();
        if (have > limits.max_body) co_return read_outcome::body_too_large;
        body.resize(have + std::max(read_size, buffer_.size()));
        auto& space = parser.get().body();
        space.data = body.data() + have;
        space.size = body.size() - have;
        error_code error;
        buffer_.consume(parser.put(buffer_.data(), error));
        body.resize(body.size() - space.size);
        if (error == http::error::need_more) {
            // All that can pile up unparsed are chunk extensions and trailer fields.
            if (buffer_.size() > limits.max_header) co_return read_outcome::header_too_large;
            guard_.expire_after(limits.body_timeout);
            auto const filled = co_await fill();
            if (!filled) co_return why_unfilled();
        } else if (error && error != http::error::need_buffer) {
            co_return reject(error);
        }
    }
    co_return body.size() > limits.max_body ? read_outcome::body_too_large : read_outcome::complete;
}

asio::awaitable<void> request_reader::send_continue(config::limits const& limits)
{
    std::vector<asio::const_buffer> interim{asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25)};
    // A failure shows again at the next read.
    [[maybe_unused]] auto const ignored = co_await write_all(in_, guard_, limits.write_timeout, interim);
}

asio::awaitable<bool> request_reader::fill()
{
    error_code error;
    auto token = into(error);
    auto const space = buffer_.prepare(read_size);
    auto const got = co_await in_.async_read_some(space, token);
    buffer_.commit(got);
    co_return !error && guard_.lapsed() == lapse::none;
}

read_outcome request_reader::why_unfilled() const
{
    return guard_.lapsed() == lapse::deadline ? read_outcome::too_slow : read_outcome::closed;
}

read_outcome request_reader::reject(error_code const& error)
{
    if (error == http::error::header_limit) return read_outcome::header_too_large;
    complaint_ = error.message();
    return read_outcome::malformed;
}

} // namespace wayfinder::net
