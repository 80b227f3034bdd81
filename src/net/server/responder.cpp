#include "net/server/responder.hpp"

#include "net/date.hpp"
#include "net/write.hpp"
#include "wire/http1/grammar.hpp"
#include "wire/release.hpp"

#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace wayfinder::net {
namespace {

constexpr std::string_view line_end = "\r\n";

bool may_have_body(unsigned status)
{
    return status >= 200 && status != 204 && status != 304;
}

std::string hex(std::size_t value)
{
    std::array<char, 16> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    return {digits.data(), end};
}

} // namespace

response_head::response_head(unsigned status) : status_{status}
{
    namespace http = boost::beast::http;
    bool const known =
        http::int_to_status(status) != http::status::unknown; // 529 and other unregistered codes are unknown
    auto const reason = known ? http::obsolete_reason(static_cast<http::status>(status)) : "";
    text_.reserve(1024);
    text_.append("HTTP/1.1 ").append(std::to_string(status)).append(" ");
    text_.append(reason.data(), reason.size()).append(line_end);
}

response_head& response_head::add(std::string_view name, std::string_view value)
{
    text_.append(name).append(": ").append(value);
    if (wire::http1::has_control(value))
        std::replace_if(text_.end() - static_cast<std::ptrdiff_t>(value.size()), text_.end(),
                        wire::http1::is_control, '?');
    text_.append(line_end);
    return *this;
}

asio::awaitable<bool> responder::send(response_head head, std::string_view body)
{
    bool const bodyless = !may_have_body(head.status());
    status_ = head.status();
    head_text_ = std::move(head).text();
    frame(head_text_, bodyless ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n");
    std::vector<asio::const_buffer> buffers{asio::buffer(head_text_)};
    if (!bodyless && !terms_.head_only) buffers.emplace_back(body.data(), body.size());
    auto const sent = co_await put(std::move(buffers));
    complete_ = sent;
    co_return sent;
}

asio::awaitable<bool> responder::begin_stream(response_head head, std::string_view first)
{
    // HTTP/1.0 has no chunks: the body ends with the connection.
    if (!terms_.chunks_allowed) terms_.keep_alive = false;
    status_ = head.status();
    head_text_ = std::move(head).text();
    frame(head_text_, terms_.chunks_allowed ? "Transfer-Encoding: chunked\r\n" : "");
    std::vector<asio::const_buffer> buffers{asio::buffer(head_text_)};
    if (!first.empty()) add_chunk(buffers, first);
    auto const sent = co_await put(std::move(buffers));
    wire::release(head_text_); // a stream may last long
    co_return sent;
}

asio::awaitable<bool> responder::write(std::string_view bytes)
{
    if (bytes.empty()) co_return true;
    std::vector<asio::const_buffer> buffers;
    add_chunk(buffers, bytes);
    auto const sent = co_await put(std::move(buffers));
    co_return sent;
}

asio::awaitable<bool> responder::finish_stream(std::string_view last)
{
    std::vector<asio::const_buffer> buffers;
    if (!last.empty()) add_chunk(buffers, last);
    if (terms_.chunks_allowed) buffers.push_back(asio::buffer("0\r\n\r\n", 5));
    auto const sent = co_await put(std::move(buffers));
    complete_ = sent;
    co_return sent;
}

void responder::frame(std::string& head, std::string_view framing)
{
    if (terms_.closing) terms_.keep_alive = false;
    head.append("Date: ").append(http_date()).append(line_end).append(framing);
    if (!terms_.keep_alive)
        head.append("Connection: close\r\n");
    else if (!terms_.chunks_allowed)
        head.append("Connection: keep-alive\r\n"); // HTTP/1.0 needs it explicitly
    head.append(line_end);
}

void responder::add_chunk(std::vector<asio::const_buffer>& buffers, std::string_view bytes)
{
    if (terms_.chunks_allowed) {
        chunk_size_ = hex(bytes.size()).append(line_end);
        buffers.push_back(asio::buffer(chunk_size_));
    }
    buffers.emplace_back(bytes.data(), bytes.size());
    if (terms_.chunks_allowed) buffers.push_back(asio::buffer(line_end));
}

asio::awaitable<bool> responder::put(std::vector<asio::const_buffer> buffers)
{
    started_ = true;
    auto const size = asio::buffer_size(buffers);
    auto const begun = steady::now();
    auto const latest = pace_.all_done_by(begun, size);
    error_code error;
    auto const left = write_at_once(out_, buffers, error);
    if (!left.empty() && !error) {
        auto const failed = co_await write_rest(out_, guard_, terms_.write_timeout, left, latest);
        error = failed;
    }
    pace_.step_done(steady::now() - begun, size);
    if (error) terms_.keep_alive = false;
    co_return !error;
}

} // namespace wayfinder::net
