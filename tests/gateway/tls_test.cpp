// HTTPS upstreams: chain and host are verified, and there is no fallback to plain text.
#include "gateway_test.hpp"
#include "socket.hpp"

#include <atomic>

namespace wayfinder::testing {
namespace {

class https_upstream : public ::testing::Test {
protected:
    /// A gateway whose one model is at an HTTPS upstream that presents `claims`, signed by `signer`.
    http_response ask(certificate_claims const& claims, test_authority const& signer,
                      std::string const& host = "localhost", bool trusted = true)
    {
        upstream_.emplace(fake_upstream::completion(), server_context(signer.issue(claims)));
        return ask_upstream(host, trusted);
    }

    http_response ask_upstream(std::string const& host, bool trusted)
    {
        auto const url = "https://" + host + ":" + std::to_string(upstream_->port()) + "/v1";
        std::string more = "timeouts = { connect = 5, first_byte = 5 }\napi_key_env = \"EXAMPLE_API_KEY\"\n";
        if (trusted) more += "ca_file = \"ca.pem\"\n"; // next to the configuration
        gateway_setup setup{.config = model_table("local", url, more)};
        setup.environment = environment_;
        setup.files = {{"ca.pem", authority_.pem()}};
        gateway_.emplace(setup);
        return gateway_->chat(chat_body(trivial_prompt));
    }

    void expect_refused(http_response const& answer)
    {
        expect_error(answer, 502, "wayfinder_router_upstream_error", "upstream_tls_failed");
        EXPECT_EQ(upstream_->request_count(), 0U) << "nothing may be sent to a peer that is not trusted";
    }

    test_authority authority_;
    std::map<std::string, std::string> environment_{{"EXAMPLE_API_KEY", std::string{secret_key}}};
    std::optional<fake_upstream> upstream_;
    std::optional<gateway_process> gateway_;
};

TEST_F(https_upstream, a_good_chain_works)
{
    auto const answer = ask({.alternative_names = "DNS:localhost"}, authority_);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.body, completion_json);
    auto const seen = upstream_->last_request();
    EXPECT_EQ(seen.server_name, "localhost") << "SNI";
    EXPECT_EQ(seen.headers.get("host"), "localhost:" + std::to_string(upstream_->port()));
    EXPECT_EQ(seen.headers.get("authorization"), "Bearer " + std::string{secret_key});
}

TEST_F(https_upstream, an_address_is_verified_as_one)
{
    auto const answer = ask({.alternative_names = "IP:127.0.0.1"}, authority_, "127.0.0.1");
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(upstream_->last_request().server_name, "") << "SNI carries names only";
}

TEST_F(https_upstream, an_address_does_not_pass_for_a_name)
{
    expect_refused(ask({.alternative_names = "DNS:127.0.0.1"}, authority_, "127.0.0.1"));
}

TEST_F(https_upstream, connections_are_kept)
{
    ASSERT_EQ(ask({.alternative_names = "DNS:localhost"}, authority_).status, 200);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    EXPECT_EQ(upstream_->log().connections(), 1U);
}

TEST_F(https_upstream, a_surplus_answer_never_reaches_the_next_client)
{
    ASSERT_EQ(ask({.alternative_names = "DNS:localhost"}, authority_).status, 200);
    std::atomic<int> sent{0};
    upstream_->answer_with([&](auto const&, auto& reply) {
        reply.respond(200, R"({"choices":[{}],"id":"asked for"})");
        reply.respond(200, R"({"id":"surplus"})"); // a separate TLS record
        ++sent;
    });
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).body, R"({"choices":[{}],"id":"asked for"})")
            << i;
        ASSERT_TRUE(eventually([&] { return sent > i; })); // data still on its way is not visible
    }
    upstream_->answer_with(fake_upstream::completion()); // before the counter is destroyed
}

TEST_F(https_upstream, a_stream_comes_through_at_once)
{
    ASSERT_EQ(ask({.alternative_names = "DNS:localhost"}, authority_).status, 200);
    gate seen;
    upstream_->answer_with([&](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.wait(seen);
        reply.event(delta("two"));
        reply.event("[DONE]");
        reply.end_events();
    });
    auto client = gateway_->connect();
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    client.read_head();
    client.read_until("one");
    seen.open();
    client.read_until("two");
    client.read_until("[DONE]\n\n");
    EXPECT_FALSE(client.read_piece());
    EXPECT_EQ(client.ending(), body_ending::clean);
}

TEST_F(https_upstream, a_large_request_and_answer_come_through)
{
    ASSERT_EQ(ask({.alternative_names = "DNS:localhost"}, authority_).status, 200);
    std::string const large(5U << 20U, 'x');
    auto const said = R"({"choices":[{}],"x":")" + large + "\"}";
    upstream_->answer_with([said](auto const&, auto& reply) { reply.respond(200, said); });
    auto const answer = gateway_->chat(chat_body(large));
    EXPECT_TRUE(answer.body == said) << answer.body.size();
    EXPECT_TRUE(upstream_->last_request().body == chat_body(large, "local-id"));
}

TEST_F(https_upstream, a_certificate_for_another_host_is_refused)
{
    expect_refused(ask({.alternative_names = "DNS:other.test"}, authority_));
}

TEST_F(https_upstream, an_expired_certificate_is_refused)
{
    expect_refused(ask({.alternative_names = "DNS:localhost", .expired = true}, authority_));
}

TEST_F(https_upstream, a_certificate_of_another_authority_is_refused)
{
    test_authority const stranger;
    expect_refused(ask({.alternative_names = "DNS:localhost"}, stranger));
}

TEST_F(https_upstream, without_ca_file_only_the_system_is_trusted)
{
    expect_refused(ask({.alternative_names = "DNS:localhost"}, authority_, "localhost", false));
}

TEST_F(https_upstream, the_systems_authorities_are_the_default)
{
    temporary_directory const directory;
    environment_["SSL_CERT_FILE"] = directory.write("system.pem", authority_.pem());
    auto const answer = ask({.alternative_names = "DNS:localhost"}, authority_, "localhost", false);
    EXPECT_EQ(answer.status, 200) << answer.body;
}

TEST_F(https_upstream, ca_file_replaces_the_systems_authorities)
{
    test_authority const of_the_system;
    temporary_directory const directory;
    environment_["SSL_CERT_FILE"] = directory.write("system.pem", of_the_system.pem());
    expect_refused(ask({.alternative_names = "DNS:localhost"}, of_the_system));
}

TEST_F(https_upstream, a_plain_text_upstream_is_refused)
{
    auto const listening = listen_on_loopback();
    std::jthread const server{[&] {
        plain_stream client{accept_from(listening.fd.get(), deadline{patience})};
        client.write_all("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", deadline{patience});
    }};
    gateway_setup const setup{
        .config = model_table("local", "https://localhost:" + std::to_string(listening.port))};
    gateway_.emplace(setup);
    expect_error(gateway_->chat(chat_body(trivial_prompt)), 502, "wayfinder_router_upstream_error",
                 "upstream_tls_failed");
}

TEST_F(https_upstream, a_handshake_that_stalls_is_a_timeout)
{
    auto const silent = listen_on_loopback();
    gateway_setup const setup{.config =
                                  model_table("local", "https://localhost:" + std::to_string(silent.port),
                                              "timeouts = { tls = 0.3 }")};
    gateway_.emplace(setup);
    expect_error(gateway_->chat(chat_body(trivial_prompt)), 502, "wayfinder_router_upstream_error",
                 "upstream_timeout");
}

TEST_F(https_upstream, a_client_that_leaves_ends_the_call_here_too)
{
    ASSERT_EQ(ask({.alternative_names = "DNS:localhost"}, authority_).status, 200);
    upstream_->answer_with([](auto const&, auto& reply) { reply.stall(); });
    auto client = gateway_->connect();
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    ASSERT_TRUE(upstream_->log().wait_for_requests(2));
    client.close();
    EXPECT_TRUE(upstream_->log().wait_for_departure(0, promptly));
}

TEST_F(https_upstream, an_unreadable_ca_file_is_an_error_at_start)
{
    gateway_setup const setup{.config =
                                  model_table("local", "https://localhost", "ca_file = \"/nowhere/ca.pem\"")};
    EXPECT_THROW(gateway_process{setup}, std::runtime_error);
}

} // namespace
} // namespace wayfinder::testing
