// TLS trust in upstreams.
#pragma once

#include "net/asio.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <memory>
#include <optional>
#include <string>

namespace wayfinder::net {

/// TLS 1.2 or newer; chains are verified against the system's store, or against the PEM file if one is given.
/// Throws boost::system::system_error if the file cannot be used.
std::shared_ptr<asio::ssl::context> make_client_trust(std::optional<std::string> const& ca_file);

/// Prepares a session for this host: sets SNI and ALPN, and requires a certificate for the host. Verifying
/// the chain is useless if a certificate for any host is accepted.
error_code expect_host(asio::ssl::stream<stream_socket&>& tls, std::string const& host);

/// Why the certificate was rejected, in OpenSSL's words; empty if it was not the cause.
std::string refusal_of_certificate(asio::ssl::stream<stream_socket&>& tls);

} // namespace wayfinder::net
