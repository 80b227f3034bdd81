// Certificates made at test time: a test authority and what it signs.
#pragma once

#include <memory>
#include <string>

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace wayfinder::testing {

using key_ptr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using certificate_ptr = std::unique_ptr<X509, decltype(&X509_free)>;
using tls_context = std::shared_ptr<SSL_CTX>;

/// A private key with its certificate.
struct tls_identity {
    key_ptr key{nullptr, EVP_PKEY_free};
    certificate_ptr certificate{nullptr, X509_free};
};

/// The contents of a server certificate. `alternative_names` in OpenSSL's notation:
/// `DNS:localhost,IP:127.0.0.1`.
struct certificate_claims {
    std::string alternative_names;
    bool expired{false};
    std::string usage{"serverAuth"}; ///< or "clientAuth"
};

/// A certificate authority that exists for the length of one test.
class test_authority {
public:
    test_authority();

    [[nodiscard]] tls_identity issue(certificate_claims const& claims) const;

    /// The authority's own certificate as PEM: what `ca_file` needs.
    [[nodiscard]] std::string pem() const;

    [[nodiscard]] X509* certificate() const { return self_.certificate.get(); }

private:
    tls_identity self_;
};

/// In file format.
std::string certificate_pem(tls_identity const& identity);
std::string key_pem(tls_identity const& identity);

/// A client's TLS context that trusts the authority, offers `protocols` (as ALPN encodes them: a length
/// before each name), and presents the identity if there is one.
tls_context client_context(test_authority const& trusted, std::string const& protocols = "\x08http/1.1",
                           tls_identity const* shown = nullptr);

/// A server's TLS context that presents the identity.
tls_context server_context(tls_identity const& identity);

} // namespace wayfinder::testing
