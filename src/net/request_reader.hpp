// Reads HTTP/1.1 requests from a client connection.
#pragma once

#include "config/snapshot.hpp"
#include "net/heartbeat.hpp"
#include "net/request.hpp"
#include "net/stream.hpp"

#include <boost/beast/core/flat_buffer.hpp>

#include <string>

namespace wayfinder::net {

/// How reading ended.
enum class read_outcome : unsigned char {
    complete,         ///< a whole request
    closed,           ///< no request: end of stream, reset, or idle for too long
    malformed,        ///< not HTTP; nothing more can be read from this connection
    header_too_large, ///< beyond limits.max_header
    body_too_large,   ///< beyond limits.max_body
    too_slow,         ///< header_timeout or body_timeout ran out
};

class request_reader {
public:
    request_reader(stream& in, watch& guard);

    /// Waits for the first byte of a request; false when the connection ends or idles for too long instead.
    asio::awaitable<bool> begins(config::limits limits);

    /// The request that has begun; what came behind it stays for the next one. When only the body is refused,
    /// the head is there all the same.
    asio::awaitable<read_outcome> read(config::limits limits, request& out);

    /// In words, after `malformed`.
    [[nodiscard]] std::string const& complaint() const { return complaint_; }

private:
    struct parsing;
    void skip_line_ends();
    asio::awaitable<read_outcome> read_head(config::limits const& limits, parsing& state);
    asio::awaitable<read_outcome> read_body(config::limits const& limits, parsing& state, std::string& body);
    asio::awaitable<read_outcome> read_sized_body(config::limits const& limits, std::size_t size,
                                                  std::string& body);
    asio::awaitable<read_outcome> read_chunked_body(config::limits const& limits, parsing& state,
                                                    std::string& body);
    asio::awaitable<void> send_continue(config::limits const& limits);
    asio::awaitable<bool> fill();
    [[nodiscard]] read_outcome why_unfilled() const;
    read_outcome reject(error_code const& error);

    stream& in_;
    watch& guard_;
    boost::beast::flat_buffer buffer_;
    std::string complaint_;
};

} // namespace wayfinder::net
