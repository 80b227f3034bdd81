#include "fake_upstream.hpp"
#include "http_client.hpp"
#include "socket.hpp"

#include <gtest/gtest.h>

namespace wayfinder::testing {
namespace {

TEST(fake_upstream, records_requests_to_the_byte)
{
    fake_upstream upstream;
    std::string const body{"{\"a\":\"\0\xff\"}", 10};
    auto const bytes = request_bytes("POST", "/v1/x?y=1", body, {{"X-Mixed", "Case"}});
    EXPECT_EQ(round_trip(upstream.port(), bytes).body, completion_json);
    auto const seen = upstream.last_request();
    EXPECT_EQ(seen.head + seen.body, bytes);
    EXPECT_EQ(seen.method, "POST");
    EXPECT_EQ(seen.target, "/v1/x?y=1");
    EXPECT_EQ(seen.headers.get("x-mixed"), "Case");
}

TEST(fake_upstream, counts_connections_and_requests)
{
    fake_upstream upstream;
    http_connection first{upstream.port()};
    for (int i = 0; i < 3; ++i) {
        first.send(post_bytes("/x", "{}"));
        EXPECT_EQ(first.read_response().status, 200);
    }
    EXPECT_EQ(round_trip(upstream.port(), post_bytes("/x", "{}")).status, 200);
    EXPECT_EQ(upstream.log().requests(), 4U);
    EXPECT_EQ(upstream.log().connections(), 2U);
    EXPECT_EQ(upstream.log().all().back().connection, 1U);
}

TEST(fake_upstream, sees_its_peer_leave_while_it_stalls)
{
    fake_upstream upstream{[](auto const&, auto& reply) { reply.stall(); }};
    http_connection client{upstream.port()};
    client.send(post_bytes("/x", "{}"));
    ASSERT_TRUE(upstream.log().wait_for_requests(1));
    EXPECT_FALSE(upstream.log().wait_for_departure(0, 20ms));
    auto const left = clock::now();
    client.reset();
    auto const seen = upstream.log().wait_for_departure(0);
    ASSERT_TRUE(seen);
    EXPECT_GE(*seen, left);
}

TEST(fake_upstream, a_script_is_blocked_by_a_peer_that_does_not_read)
{
    constexpr std::size_t large = 64U << 20U;
    fake_upstream upstream{[&](auto const&, auto& reply) { reply.send(std::string(large, 'x')); }};
    http_connection client{upstream.port(), 16 << 10};
    client.send(post_bytes("/x", "{}"));
    std::size_t before = 1;
    EXPECT_TRUE(eventually([&] {
        std::this_thread::sleep_for(100ms);
        return std::exchange(before, upstream.bytes_sent()) == upstream.bytes_sent();
    }));
    EXPECT_LT(upstream.bytes_sent(), large);
}

TEST(fake_upstream, answers_change_between_requests)
{
    fake_upstream upstream;
    EXPECT_EQ(round_trip(upstream.port(), post_bytes("/x", "{}")).status, 200);
    upstream.answer_with([](auto const&, auto& reply) {
        reply.respond(429, "{}", {{"Retry-After", "7"}});
        reply.close();
    });
    http_connection client{upstream.port()};
    client.send(post_bytes("/x", "{}"));
    auto const answer = client.read_response();
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.headers.get("retry-after"), "7");
    EXPECT_TRUE(client.closed_by_server());
}

TEST(fake_upstream, a_gate_that_goes_away_releases_its_script)
{
    fake_upstream upstream;
    http_connection client{upstream.port()};
    {
        gate never;
        upstream.answer_with([&](auto const&, auto& reply) { reply.wait(never); });
        client.send(post_bytes("/x", "{}"));
        ASSERT_TRUE(upstream.log().wait_for_requests(1));
        EXPECT_FALSE(client.closed_by_server(20ms));
    }
    EXPECT_TRUE(client.closed_by_server());
}

TEST(fake_upstream, ends_at_once_whatever_its_scripts_do)
{
    gate never;
    auto const began = clock::now();
    {
        fake_upstream upstream{[&](auto const& request, auto& reply) {
            if (request.target == "/wait") reply.wait(never);
            if (request.target == "/pause") reply.pause(std::chrono::hours{1});
            reply.stall();
        }};
        http_connection waiting{upstream.port()};
        http_connection pausing{upstream.port()};
        http_connection stalling{upstream.port()};
        waiting.send(post_bytes("/wait", "{}"));
        pausing.send(post_bytes("/pause", "{}"));
        stalling.send(post_bytes("/stall", "{}"));
        ASSERT_TRUE(upstream.log().wait_for_requests(3));
    }
    EXPECT_LT(clock::now() - began, promptly);
}

} // namespace
} // namespace wayfinder::testing
