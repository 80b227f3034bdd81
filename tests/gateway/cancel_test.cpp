// A client that leaves ends the upstream call, whatever its state.
#include "gateway_test.hpp"
#include "socket.hpp"

#include <iostream>

#include <sys/socket.h>

namespace wayfinder::testing {
namespace {

class cancel : public gateway_test {
protected:
    http_connection ask(std::string_view body)
    {
        if (!gateway_) start();
        auto client = gateway_->connect();
        client.send(post_bytes("/v1/chat/completions", body));
        return client;
    }

    /// Expects that the upstream loses this connection soon after the client left at `left`.
    void expect_departure(clock::time_point left, std::size_t connection = 0)
    {
        auto const seen = upstream_.log().wait_for_departure(connection, promptly);
        ASSERT_TRUE(seen) << "the upstream call goes on without a client";
        std::cout << "[ measured ] upstream call ended " << milliseconds_of(*seen - left)
                  << " ms after the client left\n";
        EXPECT_EQ(gateway_->get("/livez").status, 200);
    }
};

TEST_F(cancel, before_the_first_byte_of_a_stream)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    auto client = ask(stream_body());
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    auto const left = clock::now();
    client.close();
    expect_departure(left);
}

TEST_F(cancel, after_the_head_of_a_stream_and_before_its_body)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        reply.stall();
    });
    auto client = ask(stream_body());
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    auto const left = clock::now();
    client.reset();
    expect_departure(left);
}

TEST_F(cancel, mid_stream_while_the_upstream_is_silent)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.stall();
    });
    auto client = ask(stream_body());
    client.read_head();
    client.read_until("one");
    auto const left = clock::now();
    client.close();
    expect_departure(left);
}

TEST_F(cancel, mid_stream_by_reset)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.stall();
    });
    auto client = ask(stream_body());
    client.read_head();
    client.read_until("one");
    auto const left = clock::now();
    client.reset();
    expect_departure(left);
}

TEST_F(cancel, mid_stream_while_the_upstream_is_busy)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        for (;;) reply.event(delta(std::string(1000, 'x')));
    });
    auto client = ask(stream_body());
    client.read_head();
    client.read_until("xxx");
    auto const left = clock::now();
    client.reset();
    expect_departure(left);
}

TEST_F(cancel, a_buffered_call_that_has_not_been_answered)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    auto client = ask(chat_body(trivial_prompt));
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    auto const left = clock::now();
    client.close();
    expect_departure(left);
}

TEST_F(cancel, a_buffered_call_that_is_half_answered)
{
    gate half;
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.send(response_head(200, {{"Content-Type", "application/json"}, {"Content-Length", "100"}}) +
                   "{");
        half.open();
        reply.stall();
    });
    auto client = ask(chat_body(trivial_prompt));
    ASSERT_TRUE(half.wait());
    auto const left = clock::now();
    client.close();
    expect_departure(left);
}

TEST_F(cancel, while_connecting)
{
    auto const full = listen_on_loopback(); // a full queue leaves connection attempts unanswered
    ASSERT_EQ(::listen(full.fd.get(), 0), 0);
    std::vector<file_descriptor> queued;
    queued.push_back(connect_to_loopback(full.port));
    auto const url = "http://127.0.0.1:" + std::to_string(full.port);
    start_with(model_table("local", url, "timeouts = { connect = 30 }"));
    auto const before = gateway_->open_descriptors();
    auto client = ask(stream_body());
    auto other = ask(stream_body());
    EXPECT_TRUE(eventually([&] { return gateway_->open_descriptors() >= before + 3; }));
    client.reset();
    other.reset();
    EXPECT_TRUE(eventually([&] { return gateway_->open_descriptors() <= before; }, promptly));
}

TEST_F(cancel, a_client_that_leaves_a_pipelined_request_behind)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    start();
    auto client = gateway_->connect();
    client.send(post_bytes("/v1/chat/completions", stream_body()) + request_bytes("GET", "/livez"));
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    auto const left = clock::now();
    client.reset();
    expect_departure(left);
}

TEST_F(cancel, one_leaving_client_takes_no_other_along)
{
    gate finish;
    upstream_.answer_with([&](recorded_request const& request, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        if (request.connection == 0) reply.stall();
        reply.wait(finish);
        reply.event("[DONE]");
        reply.end_events();
    });
    auto leaving = ask(stream_body());
    leaving.read_head();
    leaving.read_until("one");
    auto staying = ask(stream_body());
    staying.read_head();
    staying.read_until("one");
    auto const left = clock::now();
    leaving.reset();
    expect_departure(left);
    finish.open();
    staying.read_until("[DONE]");
    EXPECT_FALSE(staying.read_piece());
    EXPECT_EQ(staying.ending(), body_ending::clean);
}

TEST_F(cancel, a_hundred_leaving_clients_leave_nothing_behind)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    start();
    constexpr std::size_t clients = 100;
    std::vector<http_connection> waiting;
    for (std::size_t i = 0; i < clients; ++i) waiting.push_back(ask(stream_body()));
    ASSERT_TRUE(upstream_.log().wait_for_requests(clients));
    for (auto& each : waiting) each.reset();
    for (std::size_t i = 0; i < clients; ++i)
        ASSERT_TRUE(upstream_.log().wait_for_departure(i, promptly)) << i;
    upstream_.answer_with(fake_upstream::completion());
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
}

} // namespace
} // namespace wayfinder::testing
