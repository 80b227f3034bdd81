#include "http_client.hpp"

#include "socket.hpp"

#include <sys/socket.h>

#include <array>
#include <stdexcept>

namespace wayfinder::testing {

http_connection::http_connection(std::uint16_t port, int receive_buffer)
    : stream_(std::make_unique<plain_stream>(connect_to_loopback(port, receive_buffer)))
{}

void http_connection::send(std::string_view bytes, std::chrono::milliseconds bound)
{
    stream_->write_all(bytes, deadline{bound});
}

http_response http_connection::read_head(std::chrono::milliseconds bound)
{
    deadline const end{bound};
    auto blank = wire_.find("\r\n\r\n");
    for (; blank == std::string::npos; blank = wire_.find("\r\n\r\n"))
        if (!receive(end)) throw peer_gone("closed before a whole response head: '" + wire_ + "'");
    auto head = parse_head(std::string_view{wire_}.substr(0, blank + 4));
    wire_.erase(0, blank + 4);
    http_response response;
    response.status_line = std::move(head.start_line);
    response.headers = std::move(head.headers);
    if (!response.status_line.starts_with("HTTP/1.")) throw std::runtime_error(response.status_line);
    response.status = std::stoi(response.status_line.substr(9, 3));
    body_ = body_reader::of_response(response.status, response.headers);
    body_so_far_.clear();
    return response;
}

std::optional<std::string> http_connection::read_piece(std::chrono::milliseconds bound)
{
    deadline const end{bound};
    for (;;) {
        auto piece = body_.feed(wire_);
        body_so_far_ += piece;
        if (!piece.empty()) return piece;
        if (body_.ending() != body_ending::none) return std::nullopt;
        try {
            if (!receive(end)) body_.peer_closed();
        } catch (peer_gone const&) {
            body_.peer_reset();
        }
    }
}

std::string const& http_connection::read_until(std::string_view text, std::chrono::milliseconds bound)
{
    while (body_so_far_.find(text) == std::string::npos)
        if (!read_piece(bound))
            throw peer_gone("body ended before '" + std::string{text} + "': " + body_so_far_);
    return body_so_far_;
}

http_response http_connection::read_response(std::chrono::milliseconds bound)
{
    auto response = read_head(bound);
    while (read_piece(bound)) {
    }
    response.body = body_so_far_;
    response.ending = body_.ending();
    return response;
}

bool http_connection::closed_by_server(std::chrono::milliseconds bound)
{
    try {
        return wire_.empty() && !receive(deadline{bound});
    } catch (peer_gone const&) {
        return true;
    } catch (stream_timeout const&) {
        return false;
    }
}

void http_connection::half_close()
{
    ::shutdown(stream_->fd(), SHUT_WR);
}

void http_connection::reset()
{
    reset_on_close(stream_->fd());
    stream_.reset();
}

/// Appends what arrives next to wire_; false if the server has closed.
bool http_connection::receive(deadline const& end)
{
    std::array<char, 65536> buffer;
    auto const got = stream_->read_some(buffer, end);
    wire_.append(buffer.data(), got);
    return got > 0;
}

std::string request_bytes(std::string_view method, std::string_view target, std::string_view body,
                          header_list const& extra)
{
    std::string bytes;
    bytes.append(method).append(" ").append(target).append(" HTTP/1.1\r\n");
    if (!extra.has("host")) bytes.append("Host: localhost\r\n");
    bytes.append(extra.to_wire());
    if (!body.empty() || method == "POST")
        bytes.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    return bytes.append("\r\n").append(body);
}

std::string post_bytes(std::string_view target, std::string_view json, header_list const& extra)
{
    if (extra.has("content-type")) return request_bytes("POST", target, json, extra);
    auto headers = extra;
    headers.add("Content-Type", "application/json");
    return request_bytes("POST", target, json, headers);
}

http_response round_trip(std::uint16_t port, std::string_view request)
{
    http_connection connection{port};
    try {
        connection.send(request);
    } catch (peer_gone const&) { // answered without reading it all: the answer is what counts
    }
    return connection.read_response();
}

} // namespace wayfinder::testing
