// Upstream timeouts, per model.
#include "gateway_test.hpp"
#include "socket.hpp"

#include <sys/socket.h>

namespace wayfinder::testing {
namespace {

class timeouts : public gateway_test {
protected:
    static void expect_timeout(http_response const& answer)
    {
        expect_error(answer, 502, "wayfinder_router_upstream_error", "upstream_timeout");
        EXPECT_FALSE(answer.headers.has("x-wayfinder-router-served-by"));
    }
};

TEST_F(timeouts, first_byte)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    auto const began = clock::now();
    expect_timeout(start({.local = "timeouts = { first_byte = 0.2 }"}).chat(chat_body(trivial_prompt)));
    EXPECT_GE(clock::now() - began, 200ms);
    EXPECT_TRUE(upstream_.log().wait_for_departure(0, promptly)) << "the call must be given up";
    EXPECT_EQ(upstream_.request_count(), 1U) << "a timeout is not retried";
}

TEST_F(timeouts, first_byte_of_a_stream)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    expect_timeout(start({.local = "timeouts = { first_byte = 0.2 }"}).chat(stream_body()));
}

TEST_F(timeouts, a_head_is_not_the_first_byte_of_a_stream)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        reply.pause(400ms); // a slow model behind a server that answers at once
        reply.event(delta("at last"));
        reply.event("[DONE]");
        reply.end_events();
    });
    auto& gateway = start({.local = "timeouts = { first_byte = 30, between_bytes = 0.1 }"});
    EXPECT_EQ(gateway.chat(stream_body()).status, 200);
}

TEST_F(timeouts, the_patience_of_one_model_is_not_that_of_another)
{
    gate answer_now;
    upstream_.answer_with([&](recorded_request const& request, auto& reply) {
        if (request.target.starts_with("/local")) reply.stall();
        reply.wait(answer_now);
        reply.respond(200, completion_json);
    });
    auto& gateway = start({.local = "timeouts = { first_byte = 0.2 }"});
    auto patient = gateway.connect();
    patient.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt, "cloud")));
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    expect_timeout(gateway.chat(chat_body(trivial_prompt)));
    answer_now.open();
    EXPECT_EQ(patient.read_response().status, 200);
}

TEST_F(timeouts, between_bytes_of_a_buffered_answer)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.send(response_head(200, {{"Content-Type", "application/json"}, {"Content-Length", "100"}}) +
                   "{");
        reply.stall();
    });
    expect_timeout(start({.local = "timeouts = { between_bytes = 0.2 }"}).chat(chat_body(trivial_prompt)));
}

TEST_F(timeouts, a_slow_but_steady_answer_is_no_timeout)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        for (int i = 0; i < 12; ++i) {
            reply.pause(50ms);
            reply.event(delta("tick"));
        }
        reply.event("[DONE]");
        reply.end_events();
    });
    auto const answer =
        start({.local = "timeouts = { first_byte = 0.4, between_bytes = 0.4 }"}).chat(stream_body());
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(parse_events(answer.body).size(), 13U);
    EXPECT_EQ(answer.ending, body_ending::clean);
}

TEST_F(timeouts, the_whole_call)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.send(response_head(200, {{"Content-Type", "application/json"}, {"Content-Length", "100000"}}));
        for (;;) {
            reply.send("x");
            reply.pause(20ms);
        }
    });
    expect_timeout(start({.local = "timeouts = { total = 0.4 }"}).chat(chat_body(trivial_prompt)));
}

TEST_F(timeouts, a_head_that_trickles_counts_against_first_byte_or_total)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.send("HTTP/1.1 200 OK\r\n");
        for (;;) {
            reply.send("x");
            reply.pause(20ms);
        }
    });
    expect_timeout(
        start({.local = "timeouts = { first_byte = 0.3, total = 0.6 }"}).chat(chat_body(trivial_prompt)));
}

TEST_F(timeouts, connecting)
{
    // A listener with a full queue accepts no more connections: the SYN goes unanswered.
    auto const full = listen_on_loopback();
    ASSERT_EQ(::listen(full.fd.get(), 0), 0);
    auto const queued = connect_to_loopback(full.port);
    auto const url = "http://127.0.0.1:" + std::to_string(full.port);
    start_with(model_table("local", url, "timeouts = { connect = 0.3, first_byte = 5 }"));
    std::vector<http_response> answers;
    for (int i = 0; i < 2; ++i) answers.push_back(gateway_->chat(chat_body(trivial_prompt)));
    for (auto const& each : answers) EXPECT_EQ(each.status, 502);
    expect_timeout(answers.back());
}

TEST_F(timeouts, gateway_wide_timeouts_are_the_default_of_every_model)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    start({.gateway = "timeouts = { first_byte = 0.2 }", .cloud = "timeouts = { first_byte = 0.3 }"});
    expect_timeout(gateway_->chat(chat_body(trivial_prompt)));
    expect_timeout(gateway_->chat(chat_body(complex_prompt)));
}

TEST_F(timeouts, serve_takes_the_first_byte_timeout_on_its_command_line)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    start_with(two_models(upstream_), {"--workers", "1", "--timeout", "0.2"});
    expect_timeout(gateway_->chat(chat_body(trivial_prompt)));
}

} // namespace
} // namespace wayfinder::testing
