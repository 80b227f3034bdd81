#include "net/tls.hpp"

#include <boost/asio/ip/address.hpp>

#include <openssl/ssl.h>
#include <openssl/tls1.h>
#include <openssl/x509_vfy.h>

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

error_code expect_host(ssl::stream<stream_socket&>& tls, std::string const& host)
{
    error_code not_an_address;
    asio::ip::make_address(host, not_an_address);
    bool const is_name = static_cast<bool>(not_an_address);
    auto* const session = tls.native_handle();
    constexpr unsigned char http11[] = "\x08http/1.1";
    std::string name{host};
    if (is_name && name.ends_with('.')) name.pop_back(); // certificates and SNI have names without it

    SSL_set_hostflags(session, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    bool prepared = is_name ? SSL_set1_host(session, name.c_str()) == 1
                            : X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host.c_str()) == 1;
    // SNI carries names only (RFC 6066, 3). This is the macro SSL_set_tlsext_host_name without its C cast.
    if (is_name)
        prepared = prepared && SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                                        name.data()) == 1;
    prepared = prepared && SSL_set_alpn_protos(session, http11, sizeof http11 - 1) == 0;
    return prepared ? error_code{} : make_error_code(boost::system::errc::invalid_argument);
}

std::string refusal_of_certificate(ssl::stream<stream_socket&>& tls)
{
    auto const verdict = SSL_get_verify_result(tls.native_handle());
    return verdict == X509_V_OK ? std::string{} : X509_verify_cert_error_string(verdict);
}

} // namespace wayfinder::net
