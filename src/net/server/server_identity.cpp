#include "net/server/server_identity.hpp"

#include "net/asio.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <stdexcept>
#include <string>

namespace wayfinder::net {
namespace {

namespace ssl = asio::ssl;

constexpr unsigned char only_protocol[] = "\x08http/1.1";

/// Rejects clients that only speak HTTP/2, instead of answering in a protocol they do not understand (RFC
/// 7301, 3.2).
int choose_protocol(SSL*, unsigned char const** chosen, unsigned char* size, unsigned char const* offered,
                    unsigned int offered_size, void*)
{
    unsigned char* found{};
    auto const outcome =
        SSL_select_next_proto(&found, size, only_protocol, sizeof only_protocol - 1, offered, offered_size);
    *chosen = found;
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

/// Runs one step that uses a file named in the configuration.
template <class Step>
void with_file(char const* key, std::string const& file, Step const& step)
{
    error_code error;
    step(error);
    ERR_clear_error();
    if (error)
        throw std::runtime_error{std::string{"gateway.tls."} + key + ": cannot use '" + file +
                                 "': " + error.message()};
}

void load_pair(ssl::context& identity, config::tls const& settings)
{
    // There is no one to enter a passphrase.
    identity.set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string{}; });
    with_file("cert", settings.cert,
              [&](error_code& error) { identity.use_certificate_chain_file(settings.cert, error); });
    with_file("key", settings.key, [&](error_code& error) {
        identity.use_private_key_file(settings.key, ssl::context::pem, error);
        if (!error && SSL_CTX_check_private_key(identity.native_handle()) != 1)
            error = error_code{static_cast<int>(ERR_get_error()), asio::error::get_ssl_category()};
    });
}

void ask_for_certificates(ssl::context& identity, config::tls const& settings)
{
    if (settings.client_auth == config::client_auth::none) return;
    auto const file = settings.client_ca.value_or("");
    with_file("client_ca", file, [&](error_code& error) { identity.load_verify_file(file, error); });
    SSL_CTX_set_client_CA_list(identity.native_handle(), SSL_load_client_CA_file(file.c_str()));
    ERR_clear_error(); // OpenSSL reports the end of the file as an error
    bool const required = settings.client_auth == config::client_auth::required;
    identity.set_verify_mode(required ? ssl::verify_peer | ssl::verify_fail_if_no_peer_cert
                                      : ssl::verify_peer);
}

} // namespace

std::shared_ptr<ssl::context> make_server_identity(config::tls const& settings)
{
    auto identity = std::make_shared<ssl::context>(ssl::context::tls_server);
    auto* const handle = identity->native_handle();
    bool const modern = settings.min_version == config::tls_version::v1_3;
    constexpr unsigned char sessions_of[] = "wayfinder-router";
    SSL_CTX_set_min_proto_version(handle, modern ? TLS1_3_VERSION : TLS1_2_VERSION);
    SSL_CTX_set_options(handle,
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(handle, SSL_MODE_RELEASE_BUFFERS); // idle connections hold no buffers
    SSL_CTX_set_session_cache_mode(handle, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_session_id_context(handle, sessions_of, sizeof sessions_of - 1);
    SSL_CTX_set_alpn_select_cb(handle, choose_protocol, nullptr);
    load_pair(*identity, settings);
    ask_for_certificates(*identity, settings);
    return identity;
}

} // namespace wayfinder::net
