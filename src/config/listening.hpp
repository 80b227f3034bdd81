// How clients reach the gateway: addresses, TLS, and the proxies in between.
#pragma once

#include "config/values/network.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

/// Whether clients have to present a certificate.
enum class client_auth : unsigned char {
    none,
    optional, ///< one that is presented must be valid
    required,
};

inline constexpr std::array all_client_auths{client_auth::none, client_auth::optional, client_auth::required};

/// As the file spells it.
constexpr std::string_view name(client_auth asked)
{
    constexpr std::array<std::string_view, 3> names{"none", "optional", "required"};
    return names[static_cast<std::size_t>(asked)];
}

enum class tls_version : unsigned char { v1_2, v1_3 };

inline constexpr std::array all_tls_versions{tls_version::v1_2, tls_version::v1_3};

/// As the file spells it.
constexpr std::string_view name(tls_version version)
{
    return version == tls_version::v1_2 ? "1.2" : "1.3";
}

/// `[gateway.tls]`. Files are PEM.
struct tls {
    std::string cert; ///< the server's certificate first, then the intermediates
    std::string key;
    std::optional<std::string> client_ca; ///< the authorities that sign clients' certificates
    config::client_auth client_auth{config::client_auth::none};
    tls_version min_version{tls_version::v1_2};
};

/// The header in which proxies name the client.
enum class forwarding_header : unsigned char { x_forwarded_for, forwarded };

inline constexpr std::array all_forwarding_headers{forwarding_header::x_forwarded_for,
                                                   forwarding_header::forwarded};

/// As the file and requests spell it.
constexpr std::string_view name(forwarding_header header)
{
    return header == forwarding_header::x_forwarded_for ? "x-forwarded-for" : "forwarded";
}

/// The keys of `[gateway]` that configure this.
struct listening {
    std::vector<std::string> addresses; ///< `host:port`, `[v6]:port`, `unix:/path`; key `listen`
    unsigned mode{0660};                ///< of Unix sockets; key `listen_mode`
    std::optional<config::tls> tls;     ///< none: plain HTTP
    bool proxy_protocol{};              ///< trusted proxies begin each connection with a PROXY header
    std::vector<network> trusted_proxies;
    bool unix_trusted{}; ///< clients on a Unix socket are trusted too: "unix:" among the proxies
    forwarding_header forwarded{forwarding_header::x_forwarded_for};
};

inline constexpr std::string_view unix_prefix{"unix:"};

} // namespace wayfinder::config
