#include "byte_stream.hpp"

#include "socket.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace wayfinder::testing {

void byte_stream::write_all(std::string_view bytes, deadline const& end)
{
    while (!bytes.empty()) bytes.remove_prefix(write_some(bytes, end));
}

std::size_t plain_stream::read_some(std::span<char> into, deadline const& end)
{
    for (;;) {
        if (!wait_for(fd_.get(), POLLIN, end)) throw stream_timeout("nothing to read");
        auto const got = ::recv(fd_.get(), into.data(), into.size(), MSG_DONTWAIT);
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EAGAIN && errno != EINTR) throw peer_gone(std::strerror(errno));
    }
}

std::size_t plain_stream::write_some(std::string_view bytes, deadline const& end)
{
    for (;;) {
        if (!wait_for(fd_.get(), POLLOUT, end)) throw stream_timeout("the peer takes no more bytes");
        auto const sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent >= 0) return static_cast<std::size_t>(sent);
        if (errno != EAGAIN && errno != EINTR) throw peer_gone(std::strerror(errno));
    }
}

} // namespace wayfinder::testing
