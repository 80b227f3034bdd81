// One side of a TLS connection.
#pragma once

#include "byte_stream.hpp"
#include "tls_identity.hpp"

#include <functional>
#include <string>

namespace wayfinder::testing {

using session_ptr = std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)>;

class tls_stream final : public byte_stream {
public:
    /// Completes the handshake; throws peer_gone if the client rejects it.
    tls_stream(file_descriptor fd, tls_context context, deadline const& end);
    /// The client's side: verifies the server by what `context` trusts, and against `host`. Resumes an
    /// `earlier` session if the server does.
    tls_stream(file_descriptor fd, tls_context context, std::string host, deadline const& end,
               SSL_SESSION* earlier = nullptr);
    ~tls_stream() override { SSL_shutdown(session_.get()); }

    std::size_t read_some(std::span<char> into, deadline const& end) override;
    std::size_t write_some(std::string_view bytes, deadline const& end) override;
    [[nodiscard]] int fd() const override { return fd_.get(); }

    /// The protocol negotiated by ALPN; empty without one.
    [[nodiscard]] std::string protocol() const;
    /// Whether an earlier session was resumed, without a full handshake.
    [[nodiscard]] bool resumed() const { return SSL_session_reused(session_.get()) == 1; }
    /// For the next connection to resume.
    [[nodiscard]] session_ptr session() const { return {SSL_get1_session(session_.get()), SSL_SESSION_free}; }
    /// The serial number of the server's certificate.
    [[nodiscard]] std::string peer_serial() const;
    /// The peer has closed the TLS connection properly.
    [[nodiscard]] bool closed_in_good_order() const
    {
        return (SSL_get_shutdown(session_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
    }

    /// The host name that the client asked for (SNI); empty if it named none.
    [[nodiscard]] std::string const& server_name() const { return server_name_; }

private:
    void handshake(int (*step)(SSL*), deadline const& end);
    int drive(std::function<int()> const& step, deadline const& end);

    file_descriptor fd_;
    tls_context context_;
    std::unique_ptr<SSL, decltype(&SSL_free)> session_;
    std::string server_name_;
};

} // namespace wayfinder::testing
