#include "fake_upstream.hpp"
#include "http_client.hpp"
#include "socket.hpp"
#include "temporary_directory.hpp"

#include <gtest/gtest.h>

#include <openssl/ssl.h>

#include <array>

namespace wayfinder::testing {
namespace {

struct outcome {
    long verification; ///< X509_V_OK or the reason
    std::string answer;
};

/// One HTTPS exchange with OpenSSL's own client, which trusts the authority and expects `host`.
outcome ask(fake_upstream& upstream, test_authority const& authority, std::string const& host)
{
    temporary_directory const directory;
    auto const anchors = directory.write("ca.pem", authority.pem());
    tls_context const context{SSL_CTX_new(TLS_client_method()), SSL_CTX_free};
    SSL_CTX_load_verify_locations(context.get(), anchors.c_str(), nullptr);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    std::unique_ptr<SSL, decltype(&SSL_free)> const session{SSL_new(context.get()), SSL_free};
    auto const fd = connect_to_loopback(upstream.port());
    SSL_set_fd(session.get(), fd.get());
    SSL_set1_host(session.get(), host.c_str());
    SSL_ctrl(session.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             const_cast<char*>(host.c_str()));
    outcome result{};
    if (SSL_connect(session.get()) == 1) {
        auto const request = post_bytes("/x", "{}");
        SSL_write(session.get(), request.data(), static_cast<int>(request.size()));
        std::array<char, 4096> buffer;
        auto const got = SSL_read(session.get(), buffer.data(), static_cast<int>(buffer.size()));
        if (got > 0) result.answer.assign(buffer.data(), static_cast<std::size_t>(got));
    }
    result.verification = SSL_get_verify_result(session.get());
    return result;
}

TEST(tls, a_good_certificate_is_accepted)
{
    test_authority const authority;
    fake_upstream upstream{fake_upstream::completion(),
                           server_context(authority.issue({.alternative_names = "DNS:localhost"}))};
    auto const result = ask(upstream, authority, "localhost");
    EXPECT_EQ(result.verification, X509_V_OK);
    EXPECT_NE(result.answer.find(completion_json), std::string::npos);
    EXPECT_EQ(upstream.last_request().server_name, "localhost");
}

TEST(tls, each_bad_certificate_is_bad_for_its_own_reason)
{
    test_authority const authority;
    test_authority const stranger;
    struct bad {
        tls_identity identity;
        long reason;
    };
    std::array const cases{
        bad{authority.issue({.alternative_names = "DNS:other.test"}), X509_V_ERR_HOSTNAME_MISMATCH},
        bad{authority.issue({.alternative_names = "DNS:localhost", .expired = true}),
            X509_V_ERR_CERT_HAS_EXPIRED},
        bad{stranger.issue({.alternative_names = "DNS:localhost"}), X509_V_ERR_CERT_SIGNATURE_FAILURE},
    };
    for (auto const& [identity, reason] : cases) {
        fake_upstream upstream{fake_upstream::completion(), server_context(identity)};
        EXPECT_EQ(ask(upstream, authority, "localhost").verification, reason);
        EXPECT_TRUE(eventually([&] { return upstream.log().failed_handshakes() == 1; }));
        EXPECT_EQ(upstream.request_count(), 0U);
    }
}

TEST(tls, plain_text_at_a_tls_port_is_a_failed_handshake)
{
    test_authority const authority;
    fake_upstream upstream{fake_upstream::completion(),
                           server_context(authority.issue({.alternative_names = "DNS:localhost"}))};
    http_connection client{upstream.port()};
    client.send(post_bytes("/x", "{}"));
    EXPECT_TRUE(eventually([&] { return upstream.log().failed_handshakes() == 1; }));
}

} // namespace
} // namespace wayfinder::testing
