#include "net/tls.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/tls1.h>

namespace wayfinder::net {

namespace ssl = asio::ssl;

std::shared_ptr<ssl::context> make_client_trust(std::optional<std::string> const& ca_file)
{
    auto trust = std::make_shared<ssl::context>(ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(trust->native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_mode(trust->native_handle(), SSL_MODE_RELEASE_BUFFERS); // idle connections hold no buffers
    trust->set_verify_mode(ssl::verify_peer);
    if (ca_file)
        trust->load_verify_file(*ca_file);
    else
        trust->set_default_verify_paths();
    return trust;
}

error_code expect_host(ssl::stream<tcp::socket&>& tls, std::string const& host)
{
    error_code error;
    asio::ip::make_address(host, error);
    bool const is_name = static_cast<bool>(error); // SNI carries names only (RFC 6066 section 3)
    auto* const handle = tls.native_handle();
    // What the macro SSL_set_tlsext_host_name does, without its C cast.
    std::string sni{host};
    if (is_name && SSL_ctrl(handle, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, sni.data()) != 1)
        return {static_cast<int>(ERR_get_error()), asio::error::get_ssl_category()};
    constexpr unsigned char http11[] = "\x08http/1.1";
    if (SSL_set_alpn_protos(handle, http11, sizeof http11 - 1) != 0)
        return {static_cast<int>(ERR_get_error()), asio::error::get_ssl_category()};
    error.clear();
    tls.set_verify_callback(ssl::host_name_verification(host), error);
    return error;
}

std::string refusal_of_certificate(ssl::stream<tcp::socket&>& tls)
{
    auto const verdict = SSL_get_verify_result(tls.native_handle());
    return verdict == X509_V_OK ? std::string{} : X509_verify_cert_error_string(verdict);
}

} // namespace wayfinder::net
