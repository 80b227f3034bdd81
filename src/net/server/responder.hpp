// Writes one HTTP response: in one piece, or as a stream whose head is sent with its first bytes.
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

/// Status line and header fields; the responder adds the body framing.
class response_head {
public:
    explicit response_head(unsigned status);

    /// Control characters in the value become '?', because they could end the field.
    response_head& add(std::string_view name, std::string_view value);

    [[nodiscard]] unsigned status() const { return status_; }
    [[nodiscard]] std::string const& text() const& { return text_; }
    [[nodiscard]] std::string text() && { return std::move(text_); }

private:
    unsigned status_;
    std::string text_;
};

/// The constraints of the request on its response.
struct response_terms {
    bool keep_alive{};
    bool chunks_allowed{};
    bool head_only{}; ///< the method is HEAD
    std::chrono::milliseconds write_timeout{};
    std::size_t min_rate{};               ///< see pace.hpp
    std::atomic<bool> const& closing;     ///< if true, the connection ends with this answer
    std::atomic<bool> const& interrupted; ///< if true, the answer ends immediately
};

/// All functions return false if the client can no longer be reached.
class responder {
public:
    responder(stream& out, watch& guard, response_terms terms)
        : out_{out}, guard_{guard}, terms_{terms}, pace_{terms.write_timeout, terms.min_rate}
    {}

    asio::awaitable<bool> send(response_head head, std::string_view body);

    /// Sends the head and the stream's first bytes in one write.
    asio::awaitable<bool> begin_stream(response_head head, std::string_view first);
    asio::awaitable<bool> write(std::string_view bytes);
    /// Sends the last bytes, if any, and the end of the stream in one write.
    asio::awaitable<bool> finish_stream(std::string_view last = {});

    /// Ends the connection after this response.
    void close_after() { terms_.keep_alive = false; }

    /// The gateway, not the client, ends this answer: waits on the client's behalf report that it has left,
    /// and there is a moment for a final message.
    [[nodiscard]] bool interrupted() const { return terms_.interrupted; }

    [[nodiscard]] bool started() const { return started_; }
    /// Status of the response; 0 before it has started.
    [[nodiscard]] unsigned status() const { return status_; }
    /// Truncated, and only the end of the connection marks the end of the body.
    [[nodiscard]] bool truncation_undetectable() const
    {
        return started_ && !complete_ && !terms_.chunks_allowed;
    }
    /// Another request may follow: the response is complete and both sides keep the connection open.
    [[nodiscard]] bool reusable() const { return complete_ && terms_.keep_alive; }
    /// For waits on the client's behalf that must notice when it hangs up.
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
