#include "tls_identity.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <csignal>
#include <stdexcept>

namespace wayfinder::testing {
namespace {

void require(bool ok, char const* what)
{
    if (ok) return;
    throw std::runtime_error(std::string{what} + ": " + ERR_reason_error_string(ERR_get_error()));
}

key_ptr new_key()
{
    key_ptr key{EVP_EC_gen("P-256"), EVP_PKEY_free};
    require(key != nullptr, "EC key");
    return key;
}

void name(X509_NAME* subject, std::string const& common_name)
{
    auto const* bytes = reinterpret_cast<unsigned char const*>(common_name.c_str());
    require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, bytes, -1, -1, 0) == 1, "CN");
}

void extend(X509* certificate, X509* issuer, int nid, std::string const& value)
{
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    using extension_ptr = std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)>;
    extension_ptr const extension{X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()),
                                  X509_EXTENSION_free};
    require(extension != nullptr, "extension");
    require(X509_add_ext(certificate, extension.get(), -1) == 1, "add extension");
}

/// An unsigned certificate for the key, valid from two days ago until a day from now (or ago).
certificate_ptr draft(EVP_PKEY* key, std::string const& common_name, bool expired)
{
    static std::atomic<long> serial{1};
    constexpr long day = 24L * 60 * 60;
    certificate_ptr certificate{X509_new(), X509_free};
    require(certificate != nullptr, "certificate");
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -2 * day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), expired ? -day : day);
    X509_set_pubkey(certificate.get(), key);
    name(X509_get_subject_name(certificate.get()), common_name);
    return certificate;
}

template <class Writer>
std::string written(Writer const& write)
{
    std::unique_ptr<BIO, decltype(&BIO_free)> const out{BIO_new(BIO_s_mem()), &BIO_free};
    require(out != nullptr && write(out.get()) == 1, "PEM");
    char* text = nullptr;
    auto const size = BIO_ctrl(out.get(), BIO_CTRL_INFO, 0, &text);
    return {text, static_cast<std::size_t>(size)};
}

} // namespace

test_authority::test_authority()
{
    self_.key = new_key();
    self_.certificate = draft(self_.key.get(), "wayfinder test authority", false);
    auto* const own = self_.certificate.get();
    X509_set_issuer_name(own, X509_get_subject_name(own));
    extend(own, own, NID_basic_constraints, "critical,CA:TRUE");
    extend(own, own, NID_key_usage, "critical,keyCertSign,cRLSign");
    require(X509_sign(own, self_.key.get(), EVP_sha256()) > 0, "sign");
}

tls_identity test_authority::issue(certificate_claims const& claims) const
{
    tls_identity made;
    made.key = new_key();
    made.certificate = draft(made.key.get(), "wayfinder test server", claims.expired);
    auto* const issuer = self_.certificate.get();
    X509_set_issuer_name(made.certificate.get(), X509_get_subject_name(issuer));
    extend(made.certificate.get(), issuer, NID_subject_alt_name, claims.alternative_names);
    extend(made.certificate.get(), issuer, NID_ext_key_usage, claims.usage);
    require(X509_sign(made.certificate.get(), self_.key.get(), EVP_sha256()) > 0, "sign");
    return made;
}

std::string test_authority::pem() const
{
    return certificate_pem(self_);
}

std::string certificate_pem(tls_identity const& identity)
{
    return written([&](BIO* out) { return PEM_write_bio_X509(out, identity.certificate.get()); });
}

std::string key_pem(tls_identity const& identity)
{
    return written([&](BIO* out) {
        return PEM_write_bio_PrivateKey(out, identity.key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
}

tls_context client_context(test_authority const& trusted, std::string const& protocols,
                           tls_identity const* shown)
{
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes without MSG_NOSIGNAL
    tls_context context{SSL_CTX_new(TLS_client_method()), SSL_CTX_free};
    require(context != nullptr, "SSL_CTX");
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), trusted.certificate());
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    auto const* names = reinterpret_cast<unsigned char const*>(protocols.data());
    SSL_CTX_set_alpn_protos(context.get(), names, static_cast<unsigned>(protocols.size()));
    if (shown == nullptr) return context;
    require(SSL_CTX_use_certificate(context.get(), shown->certificate.get()) == 1, "use certificate");
    require(SSL_CTX_use_PrivateKey(context.get(), shown->key.get()) == 1, "use key");
    return context;
}

tls_context server_context(tls_identity const& identity)
{
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes without MSG_NOSIGNAL
    tls_context context{SSL_CTX_new(TLS_server_method()), SSL_CTX_free};
    require(context != nullptr, "SSL_CTX");
    require(SSL_CTX_use_certificate(context.get(), identity.certificate.get()) == 1, "use certificate");
    require(SSL_CTX_use_PrivateKey(context.get(), identity.key.get()) == 1, "use key");
    return context;
}

} // namespace wayfinder::testing
