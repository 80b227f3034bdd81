// The client's side of HTTP/1.1: persistent connections, pipelining, split requests.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class keepalive : public gateway_test {};

TEST_F(keepalive, one_connection_serves_many_requests)
{
    auto client = start().connect();
    for (int i = 0; i < 10; ++i) {
        client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
        auto const answer = client.read_response();
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, completion_json);
        client.send(request_bytes("GET", "/v1/models"));
        EXPECT_EQ(client.read_response().status, 200);
    }
}

TEST_F(keepalive, pipelined_requests_are_answered_in_order)
{
    upstream_.answer_with(
        [](recorded_request const& request, auto& reply) { reply.respond(200, request.body); });
    auto client = start().connect();
    std::string pipeline;
    for (int i = 0; i < 10; ++i)
        pipeline += post_bytes("/v1/chat/completions",
                               "{\"model\":\"auto\",\"choices\":[1],\"n\":" + std::to_string(i) + "}") +
                    request_bytes("GET", "/livez");
    client.send(pipeline);
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(client.read_response().body,
                  "{\"model\":\"local-id\",\"choices\":[1],\"n\":" + std::to_string(i) + "}");
        EXPECT_EQ(client.read_response().status, 200);
    }
}

TEST_F(keepalive, a_request_behind_a_stream_waits_for_its_end)
{
    gate go_on;
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.wait(go_on);
        reply.event("[DONE]");
        reply.end_events();
    });
    auto client = start().connect();
    client.send(post_bytes("/v1/chat/completions", stream_body()) + request_bytes("GET", "/v1/models"));
    client.read_head();
    client.read_until("one");
    go_on.open();
    client.read_until("[DONE]\n\n");
    EXPECT_FALSE(client.read_piece());
    EXPECT_EQ(client.ending(), body_ending::clean);
    EXPECT_EQ(parsed(client.read_response().body)["object"], "list");
}

TEST_F(keepalive, refusals_keep_the_connection)
{
    auto client = start().connect();
    auto const expect = [&](std::string const& request, int status) {
        client.send(request);
        EXPECT_EQ(client.read_response().status, status) << request;
    };
    expect(request_bytes("GET", "/nowhere"), 404);
    expect(request_bytes("GET", "/v1/chat/completions"), 405);
    expect(post_bytes("/v1/chat/completions", "{"), 400);
    expect(post_bytes("/nowhere", chat_body(trivial_prompt)), 404);
    expect(post_bytes("/v1/chat/completions", "{}", {{"Content-Type", "text/plain"}}), 415);
    expect(post_bytes("/v1/chat/completions", "{}", {{"X-Wayfinder-Threshold", "x"}}), 400);
    expect(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)), 200);
}

TEST_F(keepalive, an_answer_to_head_has_no_body)
{
    auto client = start().connect();
    for (auto const* path : {"/healthz", "/v1/models", "/v1/chat/completions", "/nowhere"}) {
        client.send(request_bytes("HEAD", path) + request_bytes("GET", "/livez"));
        EXPECT_NE(client.read_head().status, 0);
        EXPECT_EQ(client.read_response().status, 200)
            << "the next answer follows the head of this one: " << path;
    }
}

TEST_F(keepalive, connection_close_is_honoured)
{
    auto client = start().connect();
    client.send(request_bytes("GET", "/livez", {}, {{"Connection", "close"}}));
    auto const answer = client.read_response();
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(equal_ignoring_case(answer.headers.get("connection"), "close"));
    EXPECT_TRUE(client.closed_by_server());
}

TEST_F(keepalive, an_http_1_0_client_is_closed_after_its_answer)
{
    auto client = start().connect();
    client.send("GET /livez HTTP/1.0\r\n\r\n");
    EXPECT_EQ(client.read_response().status, 200);
    EXPECT_TRUE(client.closed_by_server());
}

TEST_F(keepalive, a_request_may_come_byte_by_byte)
{
    auto client = start().connect();
    for (auto const c : post_bytes("/v1/chat/completions", chat_body(trivial_prompt))) client.send({&c, 1});
    EXPECT_EQ(client.read_response().status, 200);
}

TEST_F(keepalive, expect_100_continue_is_answered_before_the_body)
{
    auto const body = chat_body(trivial_prompt);
    auto client = start().connect();
    client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n");
    EXPECT_EQ(client.read_head().status, 100);
    client.send(body);
    EXPECT_EQ(client.read_response().status, 200);
}

TEST_F(keepalive, the_accepted_content_types)
{
    auto& gateway = start();
    for (auto const* type :
         {"application/json", "application/json; charset=utf-8", "APPLICATION/JSON",
          "application/vnd.api+json", "application/problem+json;v=1", "application/json ;a=b"})
        EXPECT_EQ(gateway.chat(chat_body(trivial_prompt), {{"Content-Type", type}}).status, 200) << type;
    EXPECT_EQ(
        round_trip(gateway.port(), request_bytes("POST", "/v1/chat/completions", chat_body(trivial_prompt)))
            .status,
        200)
        << "no content type at all";
}

TEST_F(keepalive, many_connections_at_once)
{
    auto& gateway = start();
    std::vector<http_connection> clients;
    for (int i = 0; i < 200; ++i) clients.push_back(gateway.connect());
    for (auto& each : clients) each.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    for (auto& each : clients) EXPECT_EQ(each.read_response().status, 200);
}

TEST_F(keepalive, a_client_that_leaves_mid_request_is_forgotten)
{
    auto& gateway = start();
    for (int i = 0; i < 20; ++i) {
        auto client = gateway.connect();
        client.send("POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 100\r\n\r\n{\"mod");
        i % 2 == 0 ? client.reset() : client.close();
    }
    EXPECT_EQ(gateway.chat(chat_body(trivial_prompt)).status, 200);
    EXPECT_EQ(upstream_.request_count(), 1U);
}

} // namespace
} // namespace wayfinder::testing
