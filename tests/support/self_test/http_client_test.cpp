#include "fake_upstream.hpp"
#include "http_client.hpp"
#include "socket.hpp"

#include <gtest/gtest.h>

#include <system_error>

namespace wayfinder::testing {
namespace {

/// A client's view of what the script sends.
http_response answer_of(fake_upstream::script script)
{
    fake_upstream upstream{std::move(script)};
    return round_trip(upstream.port(), post_bytes("/x", "{}"));
}

TEST(http_client, reads_a_body_by_its_length)
{
    auto const answer = answer_of([](auto const&, auto& reply) {
        reply.send("HTTP/1.1 201 Made\r\nX-A: 1\r\nContent-Length: 3\r\n\r\nabcEXTRA");
    });
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.headers.get("x-a"), "1");
    EXPECT_EQ(answer.body, "abc");
    EXPECT_EQ(answer.ending, body_ending::clean);
}

TEST(http_client, reads_a_chunked_body)
{
    auto const answer = answer_of([](auto const&, auto& reply) {
        reply.begin_events();
        reply.event("one");
        reply.end_events();
    });
    EXPECT_EQ(answer.body, "data: one\n\n");
    EXPECT_EQ(answer.ending, body_ending::clean);
}

TEST(http_client, tells_a_cut_body_from_a_clean_one)
{
    auto const short_length = answer_of([](auto const&, auto& reply) {
        reply.send("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nabc");
        reply.close();
    });
    EXPECT_EQ(short_length.ending, body_ending::cut);
    auto const inside_a_chunk = answer_of([](auto const&, auto& reply) {
        reply.begin_events();
        reply.send("20\r\nabc");
        reply.close();
    });
    EXPECT_EQ(inside_a_chunk.body, "abc");
    EXPECT_EQ(inside_a_chunk.ending, body_ending::cut);
    auto const without_terminator = answer_of([](auto const&, auto& reply) {
        reply.begin_events();
        reply.event("one");
        reply.close();
    });
    EXPECT_EQ(without_terminator.ending, body_ending::cut);
}

TEST(http_client, a_reset_is_a_cut_too)
{
    auto const answer = answer_of([](auto const&, auto& reply) {
        reply.begin_events();
        reply.pause(20ms);
        reply.reset();
    });
    EXPECT_EQ(answer.ending, body_ending::cut);
}

TEST(http_client, shows_pieces_as_they_arrive)
{
    gate seen;
    fake_upstream upstream{[&](auto const&, auto& reply) {
        reply.begin_events();
        reply.event("one");
        reply.wait(seen);
        reply.event("two");
        reply.end_events();
    }};
    http_connection client{upstream.port()};
    client.send(post_bytes("/x", "{}"));
    EXPECT_EQ(client.read_head().status, 200);
    EXPECT_EQ(client.read_until("one"), "data: one\n\n");
    seen.open();
    EXPECT_EQ(client.read_until("two"), "data: one\n\ndata: two\n\n");
    EXPECT_FALSE(client.read_piece());
    EXPECT_EQ(client.ending(), body_ending::clean);
}

TEST(http_client, keeps_pipelined_answers_apart)
{
    fake_upstream upstream{[](auto const& request, auto& reply) { reply.respond(200, request.target); }};
    http_connection client{upstream.port()};
    client.send(post_bytes("/a", "{}") + post_bytes("/b", "{}"));
    EXPECT_EQ(client.read_response().body, "/a");
    EXPECT_EQ(client.read_response().body, "/b");
    upstream.close_connections();
    EXPECT_TRUE(client.closed_by_server());
}

TEST(http_client, a_silent_server_is_a_timeout)
{
    fake_upstream upstream{[](auto const&, auto& reply) { reply.stall(); }};
    http_connection client{upstream.port()};
    client.send(post_bytes("/x", "{}"));
    EXPECT_THROW(client.read_head(20ms), stream_timeout);
    EXPECT_FALSE(client.closed_by_server(20ms));
}

TEST(http_client, the_refused_port_refuses)
{
    EXPECT_THROW(http_connection{refused_port()}, std::system_error);
}

} // namespace
} // namespace wayfinder::testing
