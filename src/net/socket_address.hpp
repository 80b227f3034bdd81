// Converts addresses between sockets, the configuration and text.
#pragma once

#include "config/values/network.hpp"
#include "net/asio.hpp"

#include <optional>
#include <string>

namespace wayfinder::net {

/// The IP address of an endpoint; IPv4-mapped IPv6, as dual-stack sockets report it, becomes IPv4. Nullopt
/// for a Unix socket.
std::optional<asio::ip::address> ip_of(any_endpoint const& endpoint);

config::address_bytes bytes_of(asio::ip::address const& address);
asio::ip::address from_bytes(config::address_bytes const& bytes);

/// `127.0.0.1:8088`, `[::1]:8088`, `unix:/run/wayfinder.sock`: the address that the socket is bound to, in
/// the format of gateway.listen.
std::string local_address(int socket);

} // namespace wayfinder::net
