// A scripted OpenAI-like server: it records what it receives, to the byte, and misbehaves on command.
#pragma once

#include "file_descriptor.hpp"
#include "recorded_request.hpp"
#include "tls_identity.hpp"
#include "upstream_log.hpp"
#include "upstream_reply.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace wayfinder::testing {

class fake_upstream {
public:
    using script = std::function<void(recorded_request const&, upstream_reply&)>;

    /// Answers every request with a small completion by default. With a TLS context it speaks HTTPS.
    explicit fake_upstream(script answer = completion(), tls_context tls = nullptr);
    fake_upstream(fake_upstream const&) = delete;
    fake_upstream& operator=(fake_upstream const&) = delete;
    ~fake_upstream();

    /// Sets the script of later requests.
    void answer_with(script answer);

    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// `http://127.0.0.1:<port><path>`
    [[nodiscard]] std::string url(std::string_view path = "/v1") const;

    /// What it has seen so far.
    [[nodiscard]] upstream_log& log() { return log_; }

    /// Shorthands of log() for expectations.
    recorded_request last_request() { return log_.last(); }
    std::size_t request_count() { return log_.requests(); }

    /// Body bytes and heads that the scripts have sent.
    [[nodiscard]] std::size_t bytes_sent() const { return bytes_sent_; }

    /// Closes every connection from this side, as an upstream does with idle ones.
    void close_connections();

    /// A script that answers 200 with `completion_json`.
    static script completion();

private:
    void accept_loop(std::stop_token const& stop);
    void serve(std::stop_token const& stop, std::size_t connection, file_descriptor fd);
    void converse(std::stop_token const& stop, std::size_t connection, byte_stream& stream,
                  std::string const& server_name);
    script current_script();
    std::unique_ptr<byte_stream> open_stream(file_descriptor fd, std::string& server_name);

    file_descriptor listener_;
    std::uint16_t port_;
    tls_context tls_;
    std::mutex mutex_; ///< guards script_ and open_
    script script_;
    std::vector<int> open_; ///< sockets in use, for close_connections and the destructor
    upstream_log log_;
    std::atomic<std::size_t> bytes_sent_{0};
    std::vector<std::jthread> conversations_; ///< owned by the accept thread; read by others after it has
                                              ///< ended
    std::jthread acceptor_;
};

/// The completion that the default script sends.
extern std::string const completion_json;

} // namespace wayfinder::testing
