// Trust towards upstreams.
#pragma once

#include "net/asio.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <memory>
#include <optional>
#include <string>

namespace wayfinder::net {

/// TLS 1.2 or newer, chains verified against the system's store, or against the PEM file where one is given.
/// Throws boost::system::system_error when the file cannot be used.
std::shared_ptr<asio::ssl::context> make_client_trust(std::optional<std::string> const& ca_file);

/// Prepares a session for this host: SNI, ALPN, and the certificate must be the host's. A chain that verifies
/// is worth nothing while anybody's certificate would do.
error_code expect_host(asio::ssl::stream<stream_socket&>& tls, std::string const& host);

/// Why the certificate was refused, in OpenSSL's words; empty when it was not the reason.
std::string refusal_of_certificate(asio::ssl::stream<stream_socket&>& tls);

} // namespace wayfinder::net
