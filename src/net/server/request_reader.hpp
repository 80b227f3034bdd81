// Reads HTTP/1.1 requests from a client connection.
#pragma once

#include "config/snapshot.hpp"
#include "net/buffer_pool.hpp"
#include "net/heartbeat.hpp"
#include "net/server/load.hpp"
#include "net/server/request.hpp"
#include "net/stream.hpp"
#include "wire/http1/request_head.hpp"

#include <optional>
#include <string>

namespace wayfinder::net {

/// The outcome of reading a request.
enum class read_outcome : unsigned char {
    complete,             ///< a complete request
    closed,               ///< no request: end of stream, reset, or idle for too long
    malformed,            ///< not HTTP; the connection cannot be read any further
    header_too_large,     ///< over limits.max_header
    too_many_fields,      ///< more than wire::http1::request_head::most_fields
    target_too_long,      ///< in the request line
    body_too_large,       ///< over limits.max_body
    exceeds_memory_limit, ///< the body alone is over limits.max_buffered_bytes
    too_slow,             ///< header_timeout or body_timeout expired, or the rate fell below limits.min_rate
    unknown_expectation,  ///< other than 100-continue
    not_implemented,      ///< an unsupported transfer coding or method
    unknown_version,      ///< not HTTP/1.x
    interrupted,          ///< the gateway shut down while it was arriving
    memory_limit_reached, ///< all bodies together are over limits.max_buffered_bytes
};

class request_reader {
public:
    request_reader(stream& in, watch& guard, load& work, buffer_pool& buffers);

    /// Waits for the first byte of a request; false if the connection ends or is idle for too long.
    asio::awaitable<bool> begins(config::limits limits);

    /// Reads the head of the request that has begun. `out` has the head even if the announced body is
    /// refused.
    asio::awaitable<read_outcome> read_head(config::limits limits, request& out);
    /// The body, if it arrived with the head or there is none; nullopt if it has to be waited for.
    std::optional<read_outcome> body_at_once(config::limits const& limits, request& out);
    /// Waits for the body, after sending 100 Continue if the client asked for it. Input after the body is
    /// kept for the next request.
    asio::awaitable<read_outcome> read_body(config::limits limits, request& out);

    /// Stops counting the body's memory, which has been freed.
    void forget_body() { memory_.release(); }

    /// The reason for `malformed` and other refusals of the head.
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

    /// Body framing of the last head read.
    struct framing {
        std::size_t size{};
        bool chunked{};
        bool expects_continue{};
    };

    stream& in_;
    watch& guard_;
    buffer_pool& buffers_;
    buffer_pool::buffer buffer_; ///< lent only while it holds input or may soon do so
    load::memory memory_;
    framing body_;
    std::string complaint_;
};

} // namespace wayfinder::net
