// A byte stream that is either plain TCP or TLS over it, behind one type, so that everything above it is
// compiled once.
#pragma once

#include "net/asio.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <optional>
#include <utility>

namespace wayfinder::net {

class stream {
public:
    explicit stream(tcp::socket socket) : socket_{std::move(socket)} {}
    stream(stream const&) = delete; // the TLS layer refers to the socket beside it
    stream& operator=(stream const&) = delete;

    [[nodiscard]] tcp::socket& socket() { return socket_; }

    /// Puts a TLS client on the connected socket; the caller runs the handshake on what is returned.
    asio::ssl::stream<tcp::socket&>& start_tls(asio::ssl::context& trust)
    {
        return tls_.emplace(socket_, trust);
    }

    /// Bytes have arrived that the TLS layer holds back, where no look at the socket finds them.
    [[nodiscard]] bool has_unread()
    {
        if (!tls_) return false;
        auto* const session = tls_->native_handle();
        return SSL_has_pending(session) == 1 || BIO_ctrl_pending(SSL_get_rbio(session)) > 0;
    }

    template <class Buffers, class Token>
    auto async_read_some(Buffers const& buffers, Token&& token)
    {
        return tls_ ? tls_->async_read_some(buffers, std::forward<Token>(token))
                    : socket_.async_read_some(buffers, std::forward<Token>(token));
    }

    template <class Buffers, class Token>
    auto async_write_some(Buffers const& buffers, Token&& token)
    {
        return tls_ ? tls_->async_write_some(buffers, std::forward<Token>(token))
                    : socket_.async_write_some(buffers, std::forward<Token>(token));
    }

private:
    tcp::socket socket_;
    std::optional<asio::ssl::stream<tcp::socket&>> tls_;
};

} // namespace wayfinder::net
