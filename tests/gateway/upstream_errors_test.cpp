// Buffered calls when the upstream misbehaves.
#include "gateway_test.hpp"
#include "socket.hpp"

namespace wayfinder::testing {
namespace {

class upstream_errors : public gateway_test {
protected:
    http_response answer_to(fake_upstream::script script)
    {
        upstream_.answer_with(std::move(script));
        if (!gateway_) start();
        return gateway_->chat(chat_body(trivial_prompt));
    }

    static void expect_502(http_response const& answer, std::string_view code = {})
    {
        auto error = expect_error(answer, 502, "wayfinder_router_upstream_error", code);
        EXPECT_TRUE(error["code"].is_string()) << error;
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "local");
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-score"), "0.00");
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-mode"), "scored");
        EXPECT_FALSE(answer.headers.has("x-wayfinder-router-served-by"));
    }
};

TEST_F(upstream_errors, non_streaming_upstream_error_is_a_502)
{
    start_with(model_table("local", "http://127.0.0.1:" + std::to_string(refused_port())));
    expect_502(gateway_->chat(chat_body(trivial_prompt)), "upstream_connect_failed");
}

TEST_F(upstream_errors, a_host_without_an_address)
{
    start_with(model_table("local", "http://no-such-host.invalid/v1", "timeouts = { connect = 3 }"));
    expect_502(gateway_->chat(chat_body(trivial_prompt)));
}

TEST_F(upstream_errors, a_connection_closed_before_an_answer)
{
    expect_502(answer_to([](auto const&, auto& reply) { reply.close(); }));
}

TEST_F(upstream_errors, a_connection_reset_before_an_answer)
{
    expect_502(answer_to([](auto const&, auto& reply) { reply.reset(); }));
}

TEST_F(upstream_errors, an_answer_that_is_no_http)
{
    for (auto const* bytes :
         {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 abc\r\n\r\n", "\x16\x03\x01 tls?\r\n\r\n",
          "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"})
        expect_502(answer_to([bytes](auto const&, auto& reply) {
            reply.send(bytes);
            reply.close();
        }));
}

TEST_F(upstream_errors, a_head_without_an_end)
{
    expect_502(answer_to([](auto const&, auto& reply) {
        reply.send("HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < 100'000; ++i) reply.send("X-Endless: " + std::string(100, 'x') + "\r\n");
        reply.close();
    }));
}

TEST_F(upstream_errors, a_buffered_answer_cut_short)
{
    for (std::size_t const sent : {1U, 1000U, 900'000U}) {
        expect_502(answer_to([sent](auto const&, auto& reply) {
            reply.send(
                response_head(200, {{"Content-Type", "application/json"}, {"Content-Length", "1000000"}}));
            reply.send(std::string(sent, 'x'));
            reply.close();
        }));
    }
}

TEST_F(upstream_errors, a_buffered_answer_that_ends_inside_a_chunk)
{
    expect_502(answer_to([](auto const&, auto& reply) {
        reply.send(
            response_head(200, {{"Content-Type", "application/json"}, {"Transfer-Encoding", "chunked"}}));
        reply.chunk("{\"half\":");
        reply.send("50\r\n1");
        reply.close();
    }));
}

TEST_F(upstream_errors, a_large_answer_cut_short_is_an_aborted_connection)
{
    auto const answer = answer_to([](auto const&, auto& reply) {
        reply.send(response_head(200, {{"Content-Type", "application/json"}, {"Content-Length", "5000000"}}));
        reply.send("{" + std::string(3'000'000, 'x'));
        reply.close();
    });
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.ending, body_ending::cut);
    EXPECT_LE(answer.body.size(), 3'000'001U);
    EXPECT_EQ(answer.body.find_first_not_of('x', 1), std::string::npos)
        << "no error text inside of an answer";
}

TEST_F(upstream_errors, a_large_chunked_answer_cut_short_is_an_aborted_connection)
{
    auto const answer = answer_to([](auto const&, auto& reply) {
        reply.send(
            response_head(200, {{"Content-Type", "application/json"}, {"Transfer-Encoding", "chunked"}}));
        for (int i = 0; i < 30; ++i) reply.chunk("{" + std::string(100'000, 'x'));
        reply.close();
    });
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.ending, body_ending::cut);
}

TEST_F(upstream_errors, bytes_beyond_the_length_never_reach_anyone)
{
    auto const smuggled = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled";
    auto const answer = answer_to([smuggled](auto const&, auto& reply) {
        reply.send(response_head(200, {{"Content-Length", std::to_string(completion_json.size())}}) +
                   completion_json + smuggled);
    });
    EXPECT_EQ(answer.body, completion_json);
    upstream_.answer_with(fake_upstream::completion());
    for (int i = 0; i < 3; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).body, completion_json);
}

TEST_F(upstream_errors, bytes_sent_late_beyond_the_length_never_reach_anyone)
{
    gate late;
    gate sent;
    upstream_.answer_with([&](recorded_request const& request, auto& reply) {
        reply.respond(200, completion_json);
        if (request.connection > 0) return;
        reply.wait(late);
        reply.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled");
        sent.open();
    });
    EXPECT_EQ(start().chat(chat_body(trivial_prompt)).body, completion_json);
    late.open();
    ASSERT_TRUE(sent.wait());
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).body, completion_json);
}

TEST_F(upstream_errors, the_gateway_recovers_with_its_upstream)
{
    expect_502(answer_to([](auto const&, auto& reply) { reply.reset(); }));
    EXPECT_EQ(answer_to(fake_upstream::completion()).status, 200);
}

TEST_F(upstream_errors, the_client_connection_survives_a_502)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.close(); });
    auto client = start().connect();
    for (int i = 0; i < 3; ++i) {
        client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
        expect_502(client.read_response());
    }
}

TEST_F(upstream_errors, messages_name_no_secret)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.close(); });
    auto const answer = start().chat(chat_body(complex_prompt));
    EXPECT_EQ(answer.status, 502);
    EXPECT_EQ(answer.body.find(secret_key), std::string::npos);
    EXPECT_EQ(answer.body.find("Explain the risks"), std::string::npos);
}

} // namespace
} // namespace wayfinder::testing
