// A client with control over every byte: it sends what it is told and reads at the pace it is told.
#pragma once

#include "body_reader.hpp"
#include "byte_stream.hpp"
#include "http_headers.hpp"
#include "timing.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace wayfinder::testing {

struct http_response {
    int status{};
    std::string status_line;
    header_list headers;
    std::string body;
    body_ending ending{body_ending::none};
};

class http_connection {
public:
    /// Connects to 127.0.0.1. `receive_buffer` (SO_RCVBUF) limits what the client accepts unread.
    explicit http_connection(std::uint16_t port, int receive_buffer = 0);

    /// Uses a connected stream.
    explicit http_connection(std::unique_ptr<byte_stream> stream) : stream_{std::move(stream)} {}

    /// Sends the bytes as they are.
    void send(std::string_view bytes, std::chrono::milliseconds bound = patience);

    /// Reads a response's head; its body stays to be read. Throws stream_timeout or peer_gone.
    http_response read_head(std::chrono::milliseconds bound = patience);

    /// The next body bytes as soon as some arrive; nullopt once the body has ended, see ending().
    std::optional<std::string> read_piece(std::chrono::milliseconds bound = patience);

    /// Reads pieces until the body so far contains the text; returns the body so far.
    std::string const& read_until(std::string_view text, std::chrono::milliseconds bound = patience);

    /// Head and whole body.
    http_response read_response(std::chrono::milliseconds bound = patience);

    [[nodiscard]] body_ending ending() const { return body_.ending(); }

    /// Body bytes of the current response so far.
    [[nodiscard]] std::string const& body() const { return body_so_far_; }

    /// True if the server closes (or resets) within the bound without sending anything more.
    bool closed_by_server(std::chrono::milliseconds bound = patience);

    void half_close();
    void close() { stream_.reset(); }
    void reset();

private:
    bool receive(deadline const& end);

    std::unique_ptr<byte_stream> stream_;
    std::string wire_; ///< received, not yet consumed
    body_reader body_;
    std::string body_so_far_;
};

/// One request with a Content-Length if there is a body; `extra` goes before the blank line.
std::string request_bytes(std::string_view method, std::string_view target, std::string_view body = {},
                          header_list const& extra = {});

/// A POST of JSON.
std::string post_bytes(std::string_view target, std::string_view json, header_list const& extra = {});

/// One exchange on its own connection.
http_response round_trip(std::uint16_t port, std::string_view request);

} // namespace wayfinder::testing
