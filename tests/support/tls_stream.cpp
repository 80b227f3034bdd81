#include "tls_stream.hpp"

#include "socket.hpp"

#include <fcntl.h>
#include <openssl/err.h>
#include <poll.h>

#include <utility>

namespace wayfinder::testing {

tls_stream::tls_stream(file_descriptor fd, tls_context context, deadline const& end)
    : fd_(std::move(fd)), context_(std::move(context)), session_(SSL_new(context_.get()), SSL_free)
{
    handshake(SSL_accept, end);
    if (auto const* name = SSL_get_servername(session_.get(), TLSEXT_NAMETYPE_host_name)) server_name_ = name;
}

tls_stream::tls_stream(file_descriptor fd, tls_context context, std::string host, deadline const& end,
                       SSL_SESSION* earlier)
    : fd_(std::move(fd)), context_(std::move(context)), session_(SSL_new(context_.get()), SSL_free)
{
    // The macro SSL_set_tlsext_host_name without its C cast.
    SSL_ctrl(session_.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data());
    SSL_set1_host(session_.get(), host.c_str());
    if (earlier != nullptr) SSL_set_session(session_.get(), earlier);
    handshake(SSL_connect, end);
}

void tls_stream::handshake(int (*step)(SSL*), deadline const& end)
{
    ::fcntl(fd_.get(), F_SETFL, O_NONBLOCK);
    SSL_set_fd(session_.get(), fd_.get());
    if (drive([&] { return step(session_.get()); }, end) <= 0) throw peer_gone("TLS handshake");
}

std::string tls_stream::protocol() const
{
    unsigned char const* name{};
    unsigned size{};
    SSL_get0_alpn_selected(session_.get(), &name, &size);
    return {reinterpret_cast<char const*>(name), size};
}

std::string tls_stream::peer_serial() const
{
    certificate_ptr const shown{SSL_get1_peer_certificate(session_.get()), X509_free};
    return shown ? std::to_string(ASN1_INTEGER_get(X509_get0_serialNumber(shown.get()))) : std::string{};
}

std::size_t tls_stream::read_some(std::span<char> into, deadline const& end)
{
    auto const size = static_cast<int>(into.size());
    return static_cast<std::size_t>(drive([&] { return SSL_read(session_.get(), into.data(), size); }, end));
}

std::size_t tls_stream::write_some(std::string_view bytes, deadline const& end)
{
    auto const size = static_cast<int>(bytes.size());
    auto const sent = drive([&] { return SSL_write(session_.get(), bytes.data(), size); }, end);
    if (sent <= 0) throw peer_gone("closed while sending");
    return static_cast<std::size_t>(sent);
}

/// Repeats the step when OpenSSL is ready; returns its result, 0 for a closed peer.
int tls_stream::drive(std::function<int()> const& step, deadline const& end)
{
    for (;;) {
        ERR_clear_error();
        auto const result = step();
        if (result > 0) return result;
        auto const reason = SSL_get_error(session_.get(), result);
        if (reason == SSL_ERROR_ZERO_RETURN) return 0;
        if (reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_WANT_WRITE) throw peer_gone("TLS failed");
        auto const wanted = static_cast<short>(reason == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT);
        if (!wait_for(fd_.get(), wanted, end)) throw stream_timeout("TLS stands still");
    }
}

} // namespace wayfinder::testing
