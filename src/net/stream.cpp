#include "net/stream.hpp"

#include <array>
#include <cerrno>

#include <sys/socket.h>
#include <sys/uio.h>

namespace wayfinder::net {

std::size_t stream::write_now(std::span<asio::const_buffer const> buffers, error_code& error)
{
    if (tls_) return 0;
    std::array<iovec, 16> parts; // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
    msghdr message{};
    message.msg_iov = parts.data();
    for (auto const& each : buffers.first(std::min(buffers.size(), parts.size())))
        parts.at(message.msg_iovlen++) = {const_cast<void*>(each.data()), each.size()};
    for (;;) {
        auto const sent = ::sendmsg(socket_.native_handle(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent >= 0) return static_cast<std::size_t>(sent);
        if (errno == EINTR) continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) error.assign(errno, boost::system::system_category());
        return 0;
    }
}

} // namespace wayfinder::net
