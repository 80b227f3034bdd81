// HTTPS to clients: what is negotiated, who is admitted, and certificates that change at run time.
#include "config_file_test.hpp"
#include "gateway_binary.hpp"
#include "socket.hpp"
#include "tls_stream.hpp"

#include <array>

#include <poll.h>
#include <sys/socket.h>

namespace wayfinder::testing {
namespace {

class listener_tls : public config_file_test {
protected:
    gateway_process& start_tls(std::string const& tls = {}, std::string const& limits = {})
    {
        identity_ = authority_.issue({.alternative_names = "DNS:localhost"});
        gateway_setup setup{.config = two_models(upstream_, {.limits = limits, .more_models = table(tls)})};
        setup.environment = {{"EXAMPLE_API_KEY", std::string{secret_key}}};
        setup.files = {{"cert.pem", certificate_pem(identity_)},
                       {"key.pem", key_pem(identity_)},
                       {"clients.pem", authority_.pem()}};
        return gateway_.emplace(setup);
    }

    static std::string table(std::string const& more)
    {
        return "[gateway.tls]\ncert = \"cert.pem\"\nkey = \"key.pem\"\n" + more + "\n";
    }

    std::unique_ptr<tls_stream> connect(tls_context const& context, SSL_SESSION* earlier = nullptr)
    {
        return std::make_unique<tls_stream>(connect_to_loopback(gateway_->port()), context, "localhost",
                                            deadline{patience}, earlier);
    }
    std::unique_ptr<tls_stream> connect() { return connect(client_context(authority_)); }

    static http_response ask(std::unique_ptr<tls_stream> stream, std::string_view bytes)
    {
        http_connection client{std::move(stream)};
        client.send(bytes);
        return client.read_response();
    }
    /// The answer to /healthz over TLS.
    json state() { return parsed(ask(connect(), request_bytes("GET", "/healthz")).body); }

    void expect_turned_away(tls_context const& context)
    {
        EXPECT_THROW(ask(connect(context), request_bytes("GET", "/livez")), peer_gone);
    }

    test_authority authority_;
    certificate_claims claims_;
    tls_identity identity_;
};

TEST_F(listener_tls, answers_and_agrees_on_http11)
{
    start_tls();
    auto stream = connect(client_context(authority_, "\x02h2\x08http/1.1"));
    EXPECT_EQ(stream->protocol(), "http/1.1");
    auto const answer = ask(std::move(stream), post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, completion_json);
    EXPECT_NE(gateway_->log().find("listening on https://127.0.0.1:"), std::string::npos);
}

TEST_F(listener_tls, whom_there_is_no_room_for_hears_it_in_tls)
{
    start_tls({}, "max_connections = 1");
    auto const inside = connect();
    EXPECT_THROW(connect(), peer_gone);
    auto const outside = connect_to_loopback(gateway_->port());
    std::array<char, 64> heard{};
    ASSERT_TRUE(wait_for(outside.get(), POLLIN, deadline{patience}));
    auto const size = ::recv(outside.get(), heard.data(), heard.size(), 0);
    EXPECT_EQ((std::string{heard.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))}),
              (std::string{"\x15\x03\x03\0\x02\x02\x50", 7}));
}

TEST_F(listener_tls, streams_piece_by_piece)
{
    gate seen;
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.wait(seen);
        reply.event(delta("two"));
        reply.event("[DONE]");
        reply.end_events();
    });
    start_tls();
    http_connection client{connect()};
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    client.read_head();
    client.read_until("one");
    seen.open();
    client.read_until("two");
    client.read_until("[DONE]\n\n");
    EXPECT_FALSE(client.read_piece());
    EXPECT_EQ(client.ending(), body_ending::clean);
}

TEST_F(listener_tls, carries_large_bodies_both_ways)
{
    std::string const large(3U << 20U, 'x');
    auto const said = R"({"choices":[{}],"x":")" + large + "\"}";
    upstream_.answer_with([said](auto const&, auto& reply) { reply.respond(200, said); });
    start_tls();
    auto const answer = ask(connect(), post_bytes("/v1/chat/completions", chat_body(large)));
    EXPECT_TRUE(answer.body == said) << answer.body.size();
    EXPECT_TRUE(upstream_.last_request().body == chat_body(large, "local-id"));
}

TEST_F(listener_tls, plain_http_is_told_so)
{
    start_tls();
    auto const answer = gateway_->get("/livez");
    auto error = expect_error(answer, 400, "invalid_request_error");
    EXPECT_NE(error["message"].get<std::string>().find("https"), std::string::npos);
    EXPECT_EQ(answer.headers.get("connection"), "close");
}

TEST_F(listener_tls, who_speaks_another_protocol_is_told_so)
{
    start_tls();
    EXPECT_THROW(connect(client_context(authority_, "\x02h2")), peer_gone);
    EXPECT_EQ(state()["status"], "ok");
}

TEST_F(listener_tls, old_versions_are_refused)
{
    start_tls("min_version = \"1.3\"");
    auto const old = client_context(authority_);
    SSL_CTX_set_max_proto_version(old.get(), TLS1_2_VERSION);
    EXPECT_THROW(connect(old), peer_gone);
    EXPECT_EQ(state()["status"], "ok");
}

TEST_F(listener_tls, a_session_goes_on_on_the_next_connection)
{
    start_tls();
    for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        auto const context = client_context(authority_);
        SSL_CTX_set_max_proto_version(context.get(), version);
        auto first = connect(context);
        auto* const stream = first.get();
        http_connection client{std::move(first)};
        client.send(request_bytes("GET", "/livez"));
        EXPECT_EQ(client.read_response().status, 200);
        auto const session = stream->session(); // TLS 1.3 tickets arrive with the first bytes
        EXPECT_FALSE(stream->resumed());
        EXPECT_TRUE(connect(context, session.get())->resumed()) << version;
    }
}

TEST_F(listener_tls, asks_clients_who_they_are)
{
    start_tls("client_ca = \"clients.pem\"");
    claims_ = {.alternative_names = "DNS:client.test", .usage = "clientAuth"};
    auto const known = authority_.issue(claims_);
    EXPECT_EQ(ask(connect(client_context(authority_, "\x08http/1.1", &known)), request_bytes("GET", "/livez"))
                  .status,
              200);
    expect_turned_away(client_context(authority_));
    test_authority const other;
    auto const stranger = other.issue(claims_);
    expect_turned_away(client_context(authority_, "\x08http/1.1", &stranger));
}

TEST_F(listener_tls, an_optional_certificate_must_be_good)
{
    start_tls("client_ca = \"clients.pem\"\nclient_auth = \"optional\"");
    EXPECT_EQ(ask(connect(), request_bytes("GET", "/livez")).status, 200);
    test_authority const other;
    auto const stranger = other.issue({.alternative_names = "DNS:client.test", .usage = "clientAuth"});
    expect_turned_away(client_context(authority_, "\x08http/1.1", &stranger));
}

TEST_F(listener_tls, who_stalls_in_the_handshake_holds_nobody_up)
{
    start_tls({}, "handshake_timeout = 0.4");
    std::vector<http_connection> silent;
    for (int i = 0; i < 50; ++i) silent.push_back(gateway_->connect());
    for (auto& each : silent) each.send("\x16\x03\x01"); // the start of a handshake
    EXPECT_EQ(state()["status"], "ok");
    for (auto& each : silent) EXPECT_TRUE(each.closed_by_server());
}

TEST_F(listener_tls, says_goodbye)
{
    start_tls();
    auto stream = connect();
    auto* const watched = stream.get();
    http_connection client{std::move(stream)};
    client.send(request_bytes("GET", "/livez", {}, {{"Connection", "close"}}));
    EXPECT_EQ(client.read_response().status, 200);
    EXPECT_TRUE(client.closed_by_server());
    EXPECT_TRUE(watched->closed_in_good_order());
}

TEST_F(listener_tls, a_new_pair_is_taken_up_and_connections_go_on)
{
    start_tls();
    auto before = connect();
    auto const old_serial = before->peer_serial();
    http_connection client{std::move(before)};
    client.send(request_bytes("GET", "/livez"));
    EXPECT_EQ(client.read_response().status, 200);
    auto const fresh = authority_.issue({.alternative_names = "DNS:localhost"});
    replace(beside("key.pem"), key_pem(fresh));
    replace(beside("cert.pem"), certificate_pem(fresh));
    EXPECT_TRUE(eventually([&] { return connect()->peer_serial() != old_serial; }));
    client.send(request_bytes("GET", "/livez"));
    EXPECT_EQ(client.read_response().status, 200) << "of the old pair";
}

TEST_F(listener_tls, a_broken_pair_keeps_the_old_one_and_is_told)
{
    start_tls();
    auto const old_serial = connect()->peer_serial();
    auto const fresh = authority_.issue({.alternative_names = "DNS:localhost"});
    replace(beside("cert.pem"), certificate_pem(fresh)); // without its key
    ASSERT_TRUE(eventually([&] { return state()["config"].contains("error"); }));
    EXPECT_NE(state()["config"].value("error", "").find("gateway.tls.key"), std::string::npos);
    EXPECT_EQ(connect()->peer_serial(), old_serial);
    EXPECT_TRUE(log_says("the previous one stays active: gateway.tls.key: cannot use"));
    auto const metrics = ask(connect(), request_bytes("GET", "/metrics")).body;
    EXPECT_NE(metrics.find("config_reload_failures_total 1"), std::string::npos) << metrics.substr(0, 3000);
    replace(beside("key.pem"), key_pem(fresh));
    EXPECT_TRUE(eventually([&] { return connect()->peer_serial() != old_serial; }));
    EXPECT_FALSE(state()["config"].contains("error"));
}

TEST_F(listener_tls, does_not_start_with_a_broken_pair)
{
    temporary_directory const place;
    auto const other = authority_.issue({.alternative_names = "DNS:localhost"});
    identity_ = authority_.issue({.alternative_names = "DNS:localhost"});
    place.write("cert.pem", certificate_pem(identity_));
    place.write("key.pem", key_pem(other));
    auto const config = place.write("w.toml", table({}));
    auto const run = run_command({.arguments = {"serve", "--config", config, "--port", "0"}, .input = {}});
    EXPECT_EQ(run.status.code, 1);
    EXPECT_NE(run.error.find("gateway.tls.key: cannot use"), std::string::npos) << run.error;
}

} // namespace
} // namespace wayfinder::testing
