// What comes before HTTP on a client's connection: the PROXY header of a proxy, and TLS.
#pragma once

#include "net/connection_terms.hpp"
#include "net/heartbeat.hpp"
#include "net/stream.hpp"

#include <chrono>
#include <string_view>

namespace wayfinder::net {

enum class opening : unsigned char {
    open,          ///< HTTP may begin
    refused,       ///< told that there is no room
    failed,        ///< gone, too slow, or not what it has to be: there is nobody to talk to
    not_encrypted, ///< plain HTTP where TLS was to begin; the stream is as it came
};

/// Why a request that came without TLS is refused.
inline constexpr std::string_view tls_needed{"plain HTTP was sent to a TLS port; use https://"};

/// Takes the PROXY header, where `who`, the other end of the connection, has to send one. Afterwards `who` is
/// whom the connection is for; unspecified where the proxy does not say. False when there is nobody to talk
/// to.
asio::awaitable<bool> learn_origin(stream& with, watch& guard, connection_terms const& terms,
                                   std::chrono::milliseconds patience, client_origin& who);

/// Does the TLS handshake.
asio::awaitable<opening> begin_encryption(stream& with, watch& guard, asio::ssl::context& identity,
                                          std::chrono::milliseconds patience);

/// Says goodbye in TLS, so that the client knows that nothing was cut off, and waits a moment for it to do
/// the same.
asio::awaitable<void> end_encryption(stream& with, watch& guard);

} // namespace wayfinder::net
