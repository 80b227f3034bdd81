// A byte stream, either a plain socket or TLS over one, as a single type, so that everything above it is
// compiled once.
#pragma once

#include "net/asio.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <string.h>

namespace wayfinder::net {

class stream {
public:
    using tls_stream = asio::ssl::stream<stream_socket&>;

    explicit stream(stream_socket socket) : socket_{std::move(socket)} {}
    ~stream()
    {
        if (!record_.empty())
            ::explicit_bzero(record_.data(), record_.size()); // the record may hold a credential
    }
    stream(stream const&) = delete; // the TLS layer refers to the socket member
    stream& operator=(stream const&) = delete;

    [[nodiscard]] stream_socket& socket() { return socket_; }

    /// Puts TLS on the connected socket. The caller performs the handshake, of either side, on the result.
    tls_stream& start_tls(asio::ssl::context& trust)
    {
        tls_ = std::make_unique<tls_stream>(socket_, trust);
        return *tls_;
    }

    /// Null while the stream is plain.
    [[nodiscard]] tls_stream* tls() { return tls_.get(); }

    /// Whether the TLS layer holds received bytes, which checking the socket does not reveal.
    [[nodiscard]] bool has_unread()
    {
        if (!tls_) return false;
        auto* const session = tls_->native_handle();
        return SSL_has_pending(session) == 1 || BIO_ctrl_pending(SSL_get_rbio(session)) > 0;
    }

    /// Writes what the system accepts without waiting; never writes through TLS.
    std::size_t write_now(std::span<asio::const_buffer const> buffers, error_code& error);

    template <class Buffers, class Token>
    auto async_read_some(Buffers const& buffers, Token&& token)
    {
        return tls_ ? tls_->async_read_some(buffers, std::forward<Token>(token))
                    : socket_.async_read_some(buffers, std::forward<Token>(token));
    }

    template <class Buffers, class Token>
    auto async_write_some(Buffers const& buffers, Token&& token)
    {
        return tls_ ? tls_->async_write_some(gathered(buffers), std::forward<Token>(token))
                    : socket_.async_write_some(buffers, std::forward<Token>(token));
    }

private:
    static constexpr std::size_t most_in_a_record = 16U << 10U; // RFC 8446, 5.1

    /// The TLS layer makes one record, and one system call, of each buffer however small; gathering them
    /// makes a single one.
    template <class Buffers>
    asio::const_buffer gathered(Buffers const& buffers)
    {
        asio::const_buffer const first{*asio::buffer_sequence_begin(buffers)};
        if (first.size() >= most_in_a_record) return first;
        std::size_t all = 0;
        auto const end = asio::buffer_sequence_end(buffers);
        for (auto each = asio::buffer_sequence_begin(buffers); each != end && all < most_in_a_record; ++each)
            all += asio::const_buffer{*each}.size();
        if (first.size() == all) return first;
        record_.reserve(most_in_a_record); // so that it never reallocates and leaves a copy behind
        record_.resize(std::min(all, most_in_a_record));
        return {record_.data(), asio::buffer_copy(asio::buffer(record_), buffers)};
    }

    stream_socket socket_;
    std::unique_ptr<tls_stream> tls_; ///< null without TLS
    std::vector<char> record_;        ///< the record being written
};

} // namespace wayfinder::net
