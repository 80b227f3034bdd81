// A non-blocking connection, with or without TLS. It buffers what the kernel does not accept at once.
#pragma once

#include "file_descriptor.hpp"

#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace wayfinder::bench {

using tls_context = std::shared_ptr<SSL_CTX>;

class channel {
public:
    /// The accepting side. Without a context it is plain TCP.
    static channel accepted(testing::file_descriptor fd, tls_context const& tls);

    /// Connects to a port of 127.0.0.1 and performs the handshake as "localhost". Throws if that fails.
    static channel connected(std::uint16_t port, tls_context const& tls);

    /// Reads what is available: nothing if there is nothing yet, or if the peer is gone.
    std::size_t read(std::span<char> into);

    /// True if another read may find more, although no further event will announce it.
    [[nodiscard]] bool has_more() const { return more_; }

    void send(std::string_view bytes);

    /// Sends what had to wait.
    void flush();

    [[nodiscard]] bool has_backlog() const { return sent_ < backlog_.size(); }
    [[nodiscard]] bool is_open() const { return open_; }
    [[nodiscard]] int fd() const { return fd_.get(); }

private:
    channel(testing::file_descriptor fd, tls_context const& tls);

    std::size_t write(std::string_view bytes);
    std::size_t moved(long result);

    testing::file_descriptor fd_;
    std::unique_ptr<SSL, decltype(&SSL_free)> tls_{nullptr, &SSL_free};
    std::string backlog_;
    std::size_t sent_{};
    bool open_{true};
    bool more_{};
};

} // namespace wayfinder::bench
