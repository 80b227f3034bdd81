// The server side of one TLS connection.
#pragma once

#include "byte_stream.hpp"
#include "tls_identity.hpp"

#include <functional>
#include <string>

namespace wayfinder::testing {

class tls_stream final : public byte_stream {
public:
    /// Completes the handshake; throws peer_gone when the client turns it down.
    tls_stream(file_descriptor fd, tls_context context, deadline const& end);
    ~tls_stream() override { SSL_shutdown(session_.get()); }

    std::size_t read_some(std::span<char> into, deadline const& end) override;
    std::size_t write_some(std::string_view bytes, deadline const& end) override;
    [[nodiscard]] int fd() const override { return fd_.get(); }

    /// The host name that the client asked for (SNI); empty when it named none.
    [[nodiscard]] std::string const& server_name() const { return server_name_; }

private:
    int drive(std::function<int()> const& step, deadline const& end);

    file_descriptor fd_;
    tls_context context_;
    std::unique_ptr<SSL, decltype(&SSL_free)> session_;
    std::string server_name_;
};

} // namespace wayfinder::testing
