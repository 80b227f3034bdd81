// A script's means to answer on its request's connection. When the peer leaves, the call that notices throws
// peer_gone and the script ends: scripts need no error handling.
#pragma once

#include "byte_stream.hpp"
#include "gate.hpp"
#include "http_headers.hpp"

#include <atomic>
#include <stop_token>
#include <string_view>

namespace wayfinder::testing {

class upstream_reply {
public:
    upstream_reply(byte_stream& stream, std::stop_token stop, std::atomic<std::size_t>& bytes_sent)
        : stream_(stream), stop_(std::move(stop)), bytes_sent_(bytes_sent)
    {}

    /// Sends the bytes as they are. Blocks if the peer does not read.
    void send(std::string_view bytes);

    /// A whole response with a Content-Length.
    void respond(int status, std::string_view body, header_list const& extra = {});

    /// Status 200, text/event-stream, chunked.
    void begin_events(header_list const& extra = {});
    void chunk(std::string_view bytes);
    /// One chunk with one event of this data.
    void event(std::string_view data);
    /// The terminating chunk.
    void end_events() { send("0\r\n\r\n"); }

    /// Waits until the test opens the gate; the peer may leave meanwhile, unnoticed.
    void wait(gate& door);

    /// Sends nothing more and waits until the peer leaves.
    void stall();

    /// A pause as the behaviour under test, not as synchronisation.
    void pause(std::chrono::milliseconds span);

    /// Closes after the script (otherwise the connection is kept for another request).
    void close() { keep_ = false; }
    /// Closes after the script with RST.
    void reset();

    [[nodiscard]] bool keeps_connection() const { return keep_; }

private:
    byte_stream& stream_;
    std::stop_token stop_;
    std::atomic<std::size_t>& bytes_sent_;
    bool keep_{true};
};

/// `HTTP/1.1 <status> ...` with the fields and the blank line.
std::string response_head(int status, header_list const& headers);

/// The bytes of one chunk.
std::string chunk_bytes(std::string_view data);

} // namespace wayfinder::testing
