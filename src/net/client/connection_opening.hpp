// What precedes HTTP on a client connection: the PROXY header of a proxy, and TLS.
#pragma once

#include "net/heartbeat.hpp"
#include "net/server/connection_terms.hpp"
#include "net/stream.hpp"

#include <chrono>
#include <string_view>

namespace wayfinder::net {

enum class opening : unsigned char {
    open,          ///< HTTP can begin
    refused,       ///< the client was told that there is no room
    failed,        ///< closed, too slow, or invalid: there is no client to answer
    not_encrypted, ///< plain HTTP was sent to a TLS port; the stream is unchanged
};

/// Error message for plain HTTP that was sent to a TLS port.
inline constexpr std::string_view tls_needed{"plain HTTP was sent to a TLS port; use https://"};

/// Reads the PROXY header if `who`, the other end of the connection, has to send one. Afterwards `who` is the
/// client that the connection is for; its address is unspecified if the proxy does not name it. False if
/// there is no client to answer.
asio::awaitable<bool> learn_origin(stream& with, watch& guard, connection_terms const& terms,
                                   std::chrono::milliseconds patience, client_origin& who);

/// Performs the TLS handshake.
asio::awaitable<opening> begin_encryption(stream& with, watch& guard, asio::ssl::context& identity,
                                          std::chrono::milliseconds patience);

/// Sends the TLS close_notify alert, so that the client knows that nothing was truncated, and waits briefly
/// for the client's.
asio::awaitable<void> end_encryption(stream& with, watch& guard);

} // namespace wayfinder::net
