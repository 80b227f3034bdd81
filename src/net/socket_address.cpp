#include "net/socket_address.hpp"

#include "config/listening.hpp"

#include <cstddef>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>

namespace wayfinder::net {
namespace {

std::string unix_address(sockaddr_storage const& stored, socklen_t size)
{
    sockaddr_un address{};
    std::memcpy(&address, &stored, sizeof address);
    auto const path_size = size - offsetof(sockaddr_un, sun_path);
    return std::string{config::unix_prefix}.append(address.sun_path, ::strnlen(address.sun_path, path_size));
}

} // namespace

std::optional<asio::ip::address> ip_of(any_endpoint const& endpoint)
{
    if (endpoint.protocol().family() == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, endpoint.data(), sizeof four);
        return asio::ip::address_v4{ntohl(four.sin_addr.s_addr)};
    }
    if (endpoint.protocol().family() != AF_INET6) return std::nullopt;
    sockaddr_in6 six{};
    std::memcpy(&six, endpoint.data(), sizeof six);
    config::address_bytes bytes{};
    std::memcpy(bytes.data(), &six.sin6_addr, bytes.size());
    return from_bytes(bytes);
}

config::address_bytes bytes_of(asio::ip::address const& address)
{
    using namespace asio::ip;
    return address.is_v6() ? address.to_v6().to_bytes()
                           : make_address_v6(v4_mapped, address.to_v4()).to_bytes();
}

asio::ip::address from_bytes(config::address_bytes const& bytes)
{
    asio::ip::address_v6 const six{bytes};
    if (six.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, six);
    return six;
}

std::string local_address(int socket)
{
    sockaddr_storage stored{};
    socklen_t size = sizeof stored;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&stored), &size) != 0) return {};
    if (stored.ss_family == AF_UNIX) return unix_address(stored, size);
    any_endpoint const endpoint{&stored, size};
    auto const address = ip_of(endpoint);
    if (!address) return {};
    in_port_t port{}; // at the same offset in both families
    std::memcpy(&port, reinterpret_cast<char const*>(&stored) + offsetof(sockaddr_in, sin_port), sizeof port);
    auto const host = stored.ss_family == AF_INET6 ? "[" + address->to_string() + "]" : address->to_string();
    return host + ":" + std::to_string(ntohs(port));
}

} // namespace wayfinder::net
