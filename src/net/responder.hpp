// Writes one HTTP response: at once, or as a stream whose head leaves with its first bytes.
#pragma once

#include "net/heartbeat.hpp"
#include "net/pace.hpp"
#include "net/stream.hpp"

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::net {

/// Status line and header fields; the responder adds what frames the body.
class response_head {
public:
    explicit response_head(unsigned status);

    /// Control characters in the value, which could end the field, become '?'.
    response_head& add(std::string_view name, std::string_view value);

    [[nodiscard]] unsigned status() const { return status_; }
    [[nodiscard]] std::string const& text() const& { return text_; }
    [[nodiscard]] std::string text() && { return std::move(text_); }

private:
    unsigned status_;
    std::string text_;
};

/// What the request allows the response to be.
struct response_terms {
    bool keep_alive{};
    bool chunks_allowed{};
    bool head_only{}; ///< the method was HEAD
    std::chrono::milliseconds write_timeout{};
    std::size_t min_rate{};               ///< see pace.hpp
    std::atomic<bool> const& closing;     ///< once true, the connection ends with this answer
    std::atomic<bool> const& interrupted; ///< once true, the answer ends where it is
};

/// All functions answer false once the client can no longer be reached.
class responder {
public:
    responder(stream& out, watch& guard, response_terms terms)
        : out_{out}, guard_{guard}, terms_{terms}, pace_{terms.write_timeout, terms.min_rate}
    {}

    asio::awaitable<bool> send(response_head head, std::string_view body);

    /// The head with the stream's first bytes, in one write.
    asio::awaitable<bool> begin_stream(response_head head, std::string_view first);
    asio::awaitable<bool> write(std::string_view bytes);
    /// With the last bytes, if there are any, in one write.
    asio::awaitable<bool> finish_stream(std::string_view last = {});

    /// The connection ends with this response.
    void close_after() { terms_.keep_alive = false; }

    /// It is not the client that ends this answer: whoever waits on its behalf is told that it has left, and
    /// there is a moment for last words.
    [[nodiscard]] bool interrupted() const { return terms_.interrupted; }

    [[nodiscard]] bool started() const { return started_; }
    /// Of the response; 0 before it has started.
    [[nodiscard]] unsigned status() const { return status_; }
    /// Cut short where only the end of the connection marks the end of the body.
    [[nodiscard]] bool looks_whole_but_is_not() const
    {
        return started_ && !complete_ && !terms_.chunks_allowed;
    }
    /// Another request may follow: the response is whole and both sides keep the connection.
    [[nodiscard]] bool reusable() const { return complete_ && terms_.keep_alive; }
    /// For those who wait on the client's behalf and must know when it has left.
    [[nodiscard]] int client_socket() { return out_.socket().native_handle(); }

private:
    void frame(std::string& head, std::string_view framing);
    asio::awaitable<bool> put(std::vector<asio::const_buffer> buffers);
    void add_chunk(std::vector<asio::const_buffer>& buffers, std::string_view bytes);

    stream& out_;
    watch& guard_;
    response_terms terms_;
    pace pace_;
    std::string head_text_;
    std::string chunk_size_;
    unsigned status_{};
    bool started_{};
    bool complete_{};
};

} // namespace wayfinder::net
