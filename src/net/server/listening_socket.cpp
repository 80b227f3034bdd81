#include "net/server/listening_socket.hpp"

#include "config/listening.hpp"
#include "net/socket_address.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace wayfinder::net {
namespace {

[[noreturn]] void fail(int code)
{
    throw boost::system::system_error{code, boost::system::system_category()};
}

void require(bool done)
{
    if (!done) fail(errno);
}

listening_socket open_socket(int family)
{
    auto const descriptor = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    require(descriptor >= 0);
    return listening_socket{descriptor};
}

void enable(listening_socket const& socket, int option)
{
    int const on = 1;
    require(::setsockopt(socket.get(), SOL_SOCKET, option, &on, sizeof on) == 0);
}

tcp::endpoint resolved(std::string const& address)
{
    auto const colon = address.rfind(':');
    auto host = address.substr(0, colon);
    if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
    asio::io_context context;
    tcp::resolver resolver{context};
    return resolver.resolve(host, address.substr(colon + 1), tcp::resolver::passive).begin()->endpoint();
}

/// Binds exclusively, or as one of several sockets that share the address.
listening_socket bound(tcp::endpoint const& where, bool shared)
{
    auto socket = open_socket(where.protocol().family());
    enable(socket, SO_REUSEADDR);
    if (shared) enable(socket, SO_REUSEPORT);
    require(::bind(socket.get(), where.data(), static_cast<socklen_t>(where.size())) == 0);
    return socket;
}

std::vector<listening_socket> listen_on_internet(std::string const& address, unsigned count)
{
    auto where = resolved(address);
    {
        auto const alone = bound(where, false); // fails if another process listens; accepts no client
        auto const port = local_address(alone.get());
        where.port(static_cast<std::uint16_t>(std::stoul(port.substr(port.rfind(':') + 1))));
    }
    std::vector<listening_socket> sockets;
    for (unsigned i = 0; i < count; ++i) {
        sockets.push_back(bound(where, true));
        require(::listen(sockets.back().get(), SOMAXCONN) == 0);
    }
    return sockets;
}

sockaddr_un unix_address(std::string const& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) fail(ENAMETOOLONG);
    std::copy(path.begin(), path.end(), address.sun_path);
    return address;
}

/// Removes a socket's file if no process listens on it any more.
void remove_stale(std::string const& path, sockaddr_un const& address)
{
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0) return;
    if (!S_ISSOCK(found.st_mode)) fail(EEXIST);
    auto const caller = open_socket(AF_UNIX);
    auto const connected =
        ::connect(caller.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
    if (connected || errno != ECONNREFUSED) fail(EADDRINUSE);
    require(::unlink(path.c_str()) == 0);
}

listening_socket listen_on_file(std::string const& path, unsigned mode)
{
    auto const address = unix_address(path);
    remove_stale(path, address);
    auto socket = open_socket(AF_UNIX);
    require(::bind(socket.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0);
    require(::chmod(path.c_str(), mode) == 0); // before any client can connect
    require(::listen(socket.get(), SOMAXCONN) == 0);
    return socket;
}

} // namespace

listening_socket::~listening_socket()
{
    if (descriptor_ >= 0) ::close(descriptor_);
}

listening_socket listening_socket::duplicate() const
{
    auto const copy = ::fcntl(descriptor_, F_DUPFD_CLOEXEC, 0);
    require(copy >= 0);
    return listening_socket{copy};
}

std::vector<listening_socket> listen_at(std::string const& address, unsigned count, unsigned mode)
{
    if (!address.starts_with(config::unix_prefix)) return listen_on_internet(address, count);
    std::vector<listening_socket> one;
    one.push_back(listen_on_file(address.substr(config::unix_prefix.size()), mode));
    return one;
}

std::string resolved_address(std::string const& address)
{
    if (address.starts_with(config::unix_prefix)) return address;
    auto const where = resolved(address);
    auto const host = where.address().to_string();
    return (where.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(where.port());
}

} // namespace wayfinder::net
