// A byte stream that is either a plain socket or TLS over it, behind one type, so that everything above it is
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
            ::explicit_bzero(record_.data(), record_.size()); // there may be a credential in it
    }
    stream(stream const&) = delete; // the TLS layer refers to the socket beside it
    stream& operator=(stream const&) = delete;

    [[nodiscard]] stream_socket& socket() { return socket_; }

    /// Puts TLS on the connected socket; the caller runs the handshake, either side's, on what is returned.
    tls_stream& start_tls(asio::ssl::context& trust)
    {
        tls_ = std::make_unique<tls_stream>(socket_, trust);
        return *tls_;
    }

    /// Null while the stream is plain.
    [[nodiscard]] tls_stream* tls() { return tls_.get(); }

    /// Bytes have arrived that the TLS layer holds back, where no look at the socket finds them.
    [[nodiscard]] bool has_unread()
    {
        if (!tls_) return false;
        auto* const session = tls_->native_handle();
        return SSL_has_pending(session) == 1 || BIO_ctrl_pending(SSL_get_rbio(session)) > 0;
    }

    /// Hands the system what it takes at once; nothing where that would mean to wait, nor through TLS.
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

    /// The TLS layer makes a record, and a system call, of each buffer however small; of what lies together
    /// it makes one.
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
        record_.reserve(most_in_a_record); // so that there is no other place with the same bytes
        record_.resize(std::min(all, most_in_a_record));
        return {record_.data(), asio::buffer_copy(asio::buffer(record_), buffers)};
    }

    stream_socket socket_;
    std::unique_ptr<tls_stream> tls_; ///< null without TLS
    std::vector<char> record_;        ///< being written
};

} // namespace wayfinder::net
