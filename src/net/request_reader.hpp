// Reads HTTP/1.1 requests from a client connection.
#pragma once

#include "config/snapshot.hpp"
#include "net/buffer_pool.hpp"
#include "net/heartbeat.hpp"
#include "net/load.hpp"
#include "net/request.hpp"
#include "net/stream.hpp"
#include "wire/http1/request_head.hpp"

#include <optional>
#include <string>

namespace wayfinder::net {

/// How reading ended.
enum class read_outcome : unsigned char {
    complete,            ///< a whole request
    closed,              ///< no request: end of stream, reset, or idle for too long
    malformed,           ///< not HTTP; nothing more can be read from this connection
    header_too_large,    ///< beyond limits.max_header
    too_many_fields,     ///< more than wire::http1::request_head::most_fields
    target_too_long,     ///< of the request line
    body_too_large,      ///< beyond limits.max_body
    never_any_memory,    ///< the body alone is beyond limits.max_buffered_bytes
    too_slow,            ///< header_timeout or body_timeout ran out, or limits.min_rate was not kept up
    unknown_expectation, ///< other than 100-continue
    not_implemented,     ///< a transfer coding or a method
    unknown_version,     ///< not HTTP/1.x
    interrupted,         ///< the gateway ends while it arrives
    no_memory,           ///< all bodies together are beyond limits.max_buffered_bytes
};

class request_reader {
public:
    request_reader(stream& in, watch& guard, load& work, buffer_pool& buffers);

    /// Waits for the first byte of a request; false when the connection ends or idles for too long instead.
    asio::awaitable<bool> begins(config::limits limits);

    /// The head of the request that has begun. When what it says of its body is refused, it is there all the
    /// same.
    asio::awaitable<read_outcome> read_head(config::limits limits, request& out);
    /// The body, where it has come with the head or there is none; nothing where it has to be waited for.
    std::optional<read_outcome> body_at_once(config::limits const& limits, request& out);
    /// Waits for the body, which the client is told to send where it asked; what came behind it stays for the
    /// next request.
    asio::awaitable<read_outcome> read_body(config::limits limits, request& out);

    /// The body's memory is no longer counted: it has been freed.
    void forget_body() { memory_.release(); }

    /// In words, after `malformed` and other refusals of the head.
    [[nodiscard]] std::string const& complaint() const { return complaint_; }

private:
    using head = wire::http1::request_head;

    void skip_line_ends();
    std::optional<read_outcome> look_at_head(config::limits const& limits, head& seen);
    read_outcome take_head(config::limits const& limits, head const& seen, request& out);
    asio::awaitable<read_outcome> read_sized_body(config::limits const& limits, std::string& body);
    asio::awaitable<read_outcome> read_chunked_body(config::limits const& limits, std::string& body);
    asio::awaitable<void> send_continue(config::limits const& limits);
    asio::awaitable<bool> fill();
    [[nodiscard]] std::string_view buffered() const;
    [[nodiscard]] read_outcome why_unfilled() const;
    read_outcome reject(read_outcome why, std::string_view complaint);
    void end_body(request& out);

    /// Of the request whose head was read last.
    struct framing {
        std::size_t size{};
        bool chunked{};
        bool expects_continue{};
    };

    stream& in_;
    watch& guard_;
    buffer_pool& buffers_;
    buffer_pool::buffer buffer_; ///< lent, while there is or may soon be something in it
    load::memory memory_;
    framing body_;
    std::string complaint_;
};

} // namespace wayfinder::net
