#include "socket.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <system_error>

namespace wayfinder::testing {
namespace {

[[noreturn]] void fail(char const* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

file_descriptor tcp_socket(int flags)
{
    file_descriptor fd{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0)};
    if (!fd.is_open()) fail("socket");
    return fd;
}

void set(int fd, int level, int option, int value)
{
    if (::setsockopt(fd, level, option, &value, sizeof value) != 0) fail("setsockopt");
}

std::uint16_t bound_port(int fd)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) fail("getsockname");
    return ntohs(address.sin_port);
}

void bind_to(int fd, std::uint16_t port)
{
    auto const address = loopback(port);
    if (::bind(fd, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) fail("bind");
}

} // namespace

listening_socket listen_on_loopback()
{
    auto fd = tcp_socket(SOCK_NONBLOCK);
    bind_to(fd.get(), 0);
    if (::listen(fd.get(), 256) != 0) fail("listen");
    auto const port = bound_port(fd.get());
    return {std::move(fd), port};
}

std::uint16_t refused_port()
{
    // Bound but not listening: the kernel refuses connections and does not assign the port again.
    static file_descriptor const held = [] {
        auto fd = tcp_socket(0);
        bind_to(fd.get(), 0);
        return fd;
    }();
    return bound_port(held.get());
}

file_descriptor connect_to_loopback(std::uint16_t port, int receive_buffer)
{
    auto fd = tcp_socket(0);
    if (receive_buffer > 0) set(fd.get(), SOL_SOCKET, SO_RCVBUF, receive_buffer);
    auto const address = loopback(port);
    if (::connect(fd.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
        fail("connect");
    set(fd.get(), IPPROTO_TCP, TCP_NODELAY, 1);
    return fd;
}

file_descriptor connect_to_loopback_v6(std::uint16_t port)
{
    file_descriptor fd{::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(port);
    address.sin6_addr = in6addr_loopback;
    if (::connect(fd.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
        fail("connect");
    return fd;
}

file_descriptor connect_to_file(std::string const& path)
{
    file_descriptor fd{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    if (::connect(fd.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
        fail("connect");
    return fd;
}

file_descriptor accept_from(int listener, deadline const& end)
{
    if (!wait_for(listener, POLLIN, end)) return {};
    file_descriptor fd{::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC)};
    if (fd.is_open()) set(fd.get(), IPPROTO_TCP, TCP_NODELAY, 1);
    return fd;
}

bool wait_for(int fd, short events, deadline const& end)
{
    pollfd entry{fd, events, 0};
    for (;;) {
        auto const ready = ::poll(&entry, 1, end.poll_timeout());
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) fail("poll");
        if (end.passed()) return false;
    }
}

void reset_on_close(int fd)
{
    linger const now{1, 0};
    if (::setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now) != 0) fail("SO_LINGER");
}

void set_send_buffer(int fd, int bytes)
{
    set(fd, SOL_SOCKET, SO_SNDBUF, bytes);
}

} // namespace wayfinder::testing
