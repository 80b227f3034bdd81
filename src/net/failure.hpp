// Failures between the gateway and an upstream.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::net {

enum class upstream_error : unsigned char {
    none,
    name_not_found,  ///< the host does not resolve
    connect_failed,  ///< no address of the host accepted the connection
    tls_failed,      ///< handshake or certificate
    timed_out,       ///< one of the model's timeouts expired
    connection_lost, ///< closed or reset before the answer was complete
    bad_response,    ///< not HTTP/1.1, or over the header limits
    client_gone,     ///< the client hung up first; there is no client to answer
};

/// The failure's name in error bodies and logs.
constexpr std::string_view code(upstream_error error)
{
    switch (error) {
    case upstream_error::none:
        return "none";
    case upstream_error::name_not_found:
        return "upstream_name_not_found";
    case upstream_error::connect_failed:
        return "upstream_connect_failed";
    case upstream_error::tls_failed:
        return "upstream_tls_failed";
    case upstream_error::timed_out:
        return "upstream_timeout";
    case upstream_error::connection_lost:
        return "upstream_connection_lost";
    case upstream_error::bad_response:
        return "upstream_bad_response";
    case upstream_error::client_gone:
        return "client_gone";
    }
    return "unknown";
}

struct failure {
    upstream_error what{upstream_error::none};
    std::string detail;  ///< for people; contains no secrets
    std::string limit{}; ///< timed_out during an exchange: the setting or header that expired

    explicit operator bool() const { return what != upstream_error::none; }
};

} // namespace wayfinder::net
