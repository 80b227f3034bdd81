// Addresses in the forms that sockets, the configuration and people have for them.
#pragma once

#include "config/network.hpp"
#include "net/asio.hpp"

#include <optional>
#include <string>

namespace wayfinder::net {

/// IPv4 that comes mapped into IPv6, as a socket for both gives it, as IPv4. None for a Unix socket.
std::optional<asio::ip::address> ip_of(any_endpoint const& endpoint);

config::address_bytes bytes_of(asio::ip::address const& address);
asio::ip::address from_bytes(config::address_bytes const& bytes);

/// `127.0.0.1:8088`, `[::1]:8088`, `unix:/run/wayfinder.sock`: what the socket is bound to, in the form of
/// gateway.listen.
std::string local_address(int socket);

} // namespace wayfinder::net
