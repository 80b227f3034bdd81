#include "bench/http/net/tls_files.hpp"

#include "tls_identity.hpp"

#include <csignal>
#include <stdexcept>

namespace wayfinder::bench {

tls_files::tls_files()
{
    testing::test_authority const authority;
    auto const identity = authority.issue({.alternative_names = "DNS:localhost,IP:127.0.0.1"});
    auto const certificate = testing::certificate_pem(identity);
    auto const key = testing::key_pem(identity);
    directory_.write("ca.pem", authority.pem());
    directory_.write("cert.pem", certificate);
    directory_.write("key.pem", key);
    directory_.write("both.pem", certificate + key);
    client_ = testing::client_context(authority);
}

tls_context server_tls(std::filesystem::path const& certificate, std::filesystem::path const& key)
{
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes without MSG_NOSIGNAL
    tls_context context{SSL_CTX_new(TLS_server_method()), SSL_CTX_free};
    if (!context || SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1 ||
        SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1)
        throw std::runtime_error("cannot use " + certificate.string());
    return context;
}

} // namespace wayfinder::bench
