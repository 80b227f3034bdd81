#include "bench/http/net/channel.hpp"

#include "socket.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>

namespace wayfinder::bench {
namespace {

int size_for_tls(std::size_t bytes)
{
    constexpr std::size_t most = 1U << 30U;
    return static_cast<int>(std::min(bytes, most));
}

} // namespace

channel::channel(testing::file_descriptor fd, tls_context const& tls) : fd_(std::move(fd))
{
    int const yes = 1;
    ::setsockopt(fd_.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (!tls) return;
    tls_.reset(SSL_new(tls.get()));
    if (!tls_) throw std::runtime_error("SSL_new");
    SSL_set_mode(tls_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_set_read_ahead(tls_.get(), 1);
    SSL_set_fd(tls_.get(), fd_.get());
}

channel channel::accepted(testing::file_descriptor fd, tls_context const& tls)
{
    channel made{std::move(fd), tls};
    if (made.tls_) SSL_set_accept_state(made.tls_.get());
    return made;
}

channel channel::connected(std::uint16_t port, tls_context const& tls)
{
    channel made{testing::connect_to_loopback(port), tls};
    if (made.tls_) {
        std::string name{"localhost"};
        SSL_ctrl(made.tls_.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
        if (SSL_connect(made.tls_.get()) != 1) throw std::runtime_error("TLS handshake");
    }
    ::fcntl(made.fd(), F_SETFL, ::fcntl(made.fd(), F_GETFL) | O_NONBLOCK);
    return made;
}

/// The bytes that a read or write transferred; records the end of the connection.
std::size_t channel::moved(long result)
{
    if (result > 0) return static_cast<std::size_t>(result);
    if (tls_) {
        auto const error = SSL_get_error(tls_.get(), static_cast<int>(result));
        if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) open_ = false;
    } else if (result == 0 || (errno != EAGAIN && errno != EINTR)) {
        open_ = false;
    }
    return 0;
}

std::size_t channel::read(std::span<char> into)
{
    if (!tls_) {
        auto const size = moved(::recv(fd(), into.data(), into.size(), 0));
        more_ = size == into.size();
        return size;
    }
    auto const size = moved(SSL_read(tls_.get(), into.data(), size_for_tls(into.size())));
    more_ = size > 0; // reads one record at a time; reading ahead hides what the kernel holds
    return size;
}

std::size_t channel::write(std::string_view bytes)
{
    if (bytes.empty() || !open_) return 0;
    if (tls_) return moved(SSL_write(tls_.get(), bytes.data(), size_for_tls(bytes.size())));
    return moved(::send(fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

void channel::send(std::string_view bytes)
{
    auto const written = has_backlog() ? 0 : write(bytes);
    bytes.remove_prefix(written);
    if (bytes.empty()) return;
    backlog_.append(bytes);
    flush();
}

void channel::flush()
{
    while (has_backlog()) {
        auto const written = write(std::string_view{backlog_}.substr(sent_));
        if (written == 0) return;
        sent_ += written;
    }
    backlog_.clear();
    sent_ = 0;
}

} // namespace wayfinder::bench
