// Streams pass through event by event, late to start and prompt to continue.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

std::string event_of(std::string const& data)
{
    return "data: " + data + "\n\n";
}

class streaming : public gateway_test {
protected:
    http_connection ask(header_list const& headers = {}) { return ask(stream_body(), headers); }
    /// If the client itself asks for the usage, nothing is withheld.
    http_connection ask_for_usage()
    {
        return ask(
            chat_body(trivial_prompt, "auto", R"("stream":true,"stream_options":{"include_usage":true})"),
            {});
    }
    http_connection ask(std::string_view body, header_list const& headers)
    {
        if (!gateway_) start();
        auto client = gateway_->connect();
        client.send(post_bytes("/v1/chat/completions", body, headers));
        return client;
    }
};

TEST_F(streaming, streaming_relays_sse_chunks)
{
    upstream_.answer_with(two_deltas());
    auto const answer = ask().read_response();
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.headers.get("content-type").starts_with("text/event-stream"));
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "local");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-mode"), "scored");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-score"), "0.00");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), "local");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-request-id").size(), 32U);
    EXPECT_EQ(answer.body, "data: " + delta("Hel") + "\n\ndata: " + delta("lo") + "\n\ndata: [DONE]\n\n");
    EXPECT_EQ(answer.ending, body_ending::clean);
}

TEST_F(streaming, the_request_goes_up_as_it_came)
{
    upstream_.answer_with(two_deltas());
    auto const body = chat_body("hi", "auto", R"("stream" : true,"stream_options":{"include_usage":true})");
    EXPECT_EQ(forwarded(body).body,
              chat_body("hi", "local-id", R"("stream" : true,"stream_options":{"include_usage":true})"));
}

TEST_F(streaming, each_event_is_passed_on_at_once)
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
    auto client = ask();
    EXPECT_EQ(client.read_head().status, 200);
    EXPECT_EQ(client.read_until("one"), event_of(delta("one")));
    seen.open();
    client.read_until("two");
    client.read_until("[DONE]\n\n");
    EXPECT_FALSE(client.read_piece());
    EXPECT_EQ(client.ending(), body_ending::clean);
}

TEST_F(streaming, an_event_is_passed_on_when_it_is_complete)
{
    gate seen;
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("zero")); // the first one is inspected as a whole: it may be an error
        reply.chunk(": and half of\n\ndat");
        reply.wait(seen);
        reply.chunk("a: " + delta("one") + "\n\ndata: [DONE]\n\n");
        reply.end_events();
    });
    auto client = ask_for_usage();
    EXPECT_EQ(client.read_head().status, 200);
    auto const begin = event_of(delta("zero")) + ": and half of\n\n";
    EXPECT_EQ(client.read_until("half of\n\n"), begin);
    seen.open();
    EXPECT_TRUE(client.read_until("[DONE]").starts_with(begin + event_of(delta("one"))));
}

TEST_F(streaming, bytes_need_not_match_the_upstreams_chunks)
{
    gate seen;
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("zero"));
        reply.send("16\r\n: one\n\n: t"); // a chunk of 22 bytes, split after 10
        reply.wait(seen);
        reply.send("wo\n\n: three\n\r\n1\r\n\n\r\n");
        reply.event("[DONE]");
        reply.end_events();
    });
    auto client = ask_for_usage();
    client.read_head();
    client.read_until(": one\n\n");
    seen.open();
    EXPECT_TRUE(
        client.read_until("[DONE]").starts_with(event_of(delta("zero")) + ": one\n\n: two\n\n: three\n\n"));
}

TEST_F(streaming, nothing_is_sent_before_the_first_body_byte)
{
    gate go_on;
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.begin_events();
        reply.wait(go_on);
        reply.event(delta("one"));
        reply.event("[DONE]");
        reply.end_events();
    });
    auto client = ask();
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    EXPECT_THROW(client.read_head(150ms), stream_timeout);
    go_on.open();
    EXPECT_EQ(client.read_response().body, event_of(delta("one")) + event_of("[DONE]"));
}

TEST_F(streaming, every_byte_of_an_odd_stream_survives)
{
    std::string const odd = ": a comment\r\n\r\nevent: x\rid: 1\n\ndata:" + delta("no space") +
                            "\n\n\xff\xfe raw\n\ndata:\n\ndata: [DONE]";
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.begin_events({{"Content-Type", "text/event-stream; charset=utf-8"}});
        for (auto const c : odd) reply.chunk({&c, 1});
        reply.end_events();
    });
    auto const answer = ask().read_response();
    EXPECT_EQ(answer.body, odd + "\n\n") << "with the blank line that it lacked";
    EXPECT_TRUE(answer.headers.get("content-type").starts_with("text/event-stream"));
}

TEST_F(streaming, the_upstreams_safe_headers_come_with_it)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events(
            {{"x-ratelimit-remaining-tokens", "9"}, {"X-Request-Id", "up-1"}, {"Set-Cookie", "leak"}});
        reply.event(delta("one"));
        reply.event("[DONE]");
        reply.end_events();
    });
    auto const answer = ask().read_response();
    EXPECT_EQ(answer.headers.get("x-ratelimit-remaining-tokens"), "9");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-upstream-request-id"), "up-1");
    EXPECT_FALSE(answer.headers.has("set-cookie"));
}

TEST_F(streaming, a_stream_framed_by_its_close_is_whole)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.send(response_head(200, {{"Content-Type", "text/event-stream"}, {"Connection", "close"}}));
        reply.send(event_of(delta("one")) + event_of("[DONE]"));
        reply.close();
    });
    auto const answer = ask().read_response();
    EXPECT_EQ(answer.body, event_of(delta("one")) + event_of("[DONE]"));
    EXPECT_EQ(answer.ending, body_ending::clean);
}

TEST_F(streaming, an_error_instead_of_a_stream_is_relayed_as_it_is)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.respond(429, R"({"error":{"message":"slow down"}})", {{"Retry-After", "3"}});
    });
    auto const answer = ask().read_response();
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.headers.get("content-type"), "application/json");
    EXPECT_EQ(answer.headers.get("retry-after"), "3");
    EXPECT_EQ(answer.body, R"({"error":{"message":"slow down"}})");
}

TEST_F(streaming, json_instead_of_a_stream_becomes_one)
{
    auto const answer = ask().read_response();
    EXPECT_TRUE(answer.headers.get("content-type").starts_with("text/event-stream"));
    auto const events = parse_events(answer.body);
    ASSERT_GE(events.size(), 3U) << answer.body;
    EXPECT_NE(answer.body.find("fine"), std::string::npos);
    EXPECT_EQ(events.back().data, "[DONE]");
}

TEST_F(streaming, a_connection_serves_several_streams)
{
    upstream_.answer_with(two_deltas());
    auto client = start().connect();
    for (int i = 0; i < 3; ++i) {
        client.send(post_bytes("/v1/chat/completions", stream_body()));
        EXPECT_EQ(parse_events(client.read_response().body).size(), 3U);
    }
    EXPECT_EQ(upstream_.log().connections(), 1U);
}

TEST_F(streaming, an_http_1_0_client_gets_it_without_chunks)
{
    upstream_.answer_with(two_deltas());
    auto const body = stream_body();
    auto client = start().connect();
    client.send("POST /v1/chat/completions HTTP/1.0\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body);
    auto const answer = client.read_response();
    EXPECT_FALSE(answer.headers.has("transfer-encoding"));
    EXPECT_EQ(parse_events(answer.body).size(), 3U);
}

} // namespace
} // namespace wayfinder::testing
